import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { root, type Scene } from './scene.ts';

export default [
  {
    id: 'note',
    task: 1,
    title: 'The note that holds a word is found',
    feedback: 'The names of all notes that hold the text come back, as a list.',
    holds: ({ app, scene }) => finds(app, scene.notes[1]!.text, [scene.notes[1]!.name]),
  },
  {
    id: 'spaces',
    task: 1,
    title: 'A text with spaces is found as a whole',
    feedback: 'The text is one text, also when there are spaces in it.',
    holds: ({ app, scene }) => finds(app, scene.notes[0]!.text, [scene.notes[0]!.name]),
  },
  {
    id: 'signs',
    task: 1,
    title: 'A text with signs is found',
    feedback: 'Signs such as & and brackets are ordinary characters of a text.',
    holds: ({ app, scene }) => finds(app, scene.odd.text.slice(scene.odd.text.indexOf('&')), [scene.odd.name]),
  },
  {
    id: 'nothing',
    task: 1,
    title: 'A text that no note holds gives an empty list',
    feedback: 'The search program ends with 1 when it found nothing. That is no failure.',
    holds: async ({ app, draw, scene }) => {
      const found = await finds(app, scene.notes[2]!.text, [scene.notes[2]!.name]);
      return found === true ? finds(app, draw.token(), []) : found;
    },
  },
  {
    id: 'new-note',
    task: 1,
    title: 'Notes that were written later are found',
    feedback: 'The notes are what is on the disk when the search runs.',
    holds: ({ app, draw, shell }) => {
      const text = draw.token();
      const names = [`a-${draw.word()}.txt`, `b-${draw.word()}.txt`];
      for (const name of names) shell.write(`${root}/${name}`, `- ${text}`);
      return finds(app, text, names);
    },
  },
] satisfies Check<'shell', Scene>[];

async function finds(app: App, text: string, names: readonly string[]): Promise<true | Seen> {
  const found = await app.call('findNotes', text);
  const same = Array.isArray(found) && found.toSorted().join('\n') === [...names].sort().join('\n');
  return (
    same || {
      payload: `findNotes(${JSON.stringify(text)})`,
      observed: `It gave ${JSON.stringify(found)}; these notes hold it: ${JSON.stringify(names)}.`,
    }
  );
}
