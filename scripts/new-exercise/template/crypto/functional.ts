import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { castOf } from './cast.ts';

export default [
  {
    id: 'opens',
    task: 1,
    title: 'A sealed note opens again',
    feedback: 'For the same key and owner, the text of the note comes back as it was.',
    holds: ({ app, draw }) => opens(app, castOf(draw)),
  },
  {
    id: 'any-text',
    task: 1,
    title: 'A note may have every sign',
    feedback: 'Letters of all scripts, line ends and signs come back as they were.',
    holds: ({ app, draw }) =>
      opens(app, { ...castOf(draw), text: `Łódź ${draw.word()}.\n“東京” 🗝 ${draw.token()}\0.` }),
  },
  {
    id: 'empty',
    task: 1,
    title: 'A note may be empty',
    feedback: 'An empty text is a note like any other: it is sealed, and opens as an empty text.',
    holds: ({ app, draw }) => opens(app, { ...castOf(draw), text: '' }),
  },
  {
    id: 'long',
    task: 1,
    title: 'A note may be long',
    feedback: 'A note of some thousand characters comes back whole.',
    holds: ({ app, draw }) => opens(app, { ...castOf(draw), text: `${draw.word()} `.repeat(2_000) }),
  },
  {
    id: 'several',
    task: 1,
    title: 'Several notes open in any order',
    feedback: 'Each note opens by what was sealed, with its key and for its owner, whatever was sealed since.',
    holds: async ({ app, draw }) => {
      const notes = [castOf(draw), castOf(draw), castOf(draw)];
      const sealed = [];
      for (const note of notes) sealed.push({ note, text: await app.call('seal', note.key, note.owner, note.text) });
      for (const { note, text } of draw.shuffle(sealed)) {
        const opened = await gives(app, note, text);
        if (opened !== true) return opened;
      }
      return true;
    },
  },
] satisfies Check<'crypto'>[];

type Note = ReturnType<typeof castOf>;

async function opens(app: App, note: Note): Promise<true | Seen> {
  return gives(app, note, await app.call('seal', note.key, note.owner, note.text));
}

async function gives(app: App, { key, owner, text }: Note, sealed: unknown): Promise<true | Seen> {
  const opened = await app.call('open', key, owner, sealed);
  return (
    opened === text || {
      payload: `open(key, "${owner}", seal(key, "${owner}", ${JSON.stringify(text.slice(0, 200))}))`,
      observed: `It gave ${(JSON.stringify(opened) ?? 'nothing').slice(0, 300)}`,
    }
  );
}
