import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { root, type Scene } from './scene.ts';

export default [
  {
    id: 'note',
    task: 1,
    title: 'A note is read',
    feedback: 'The name of a note is its path below /app/notes, and its text comes back whole.',
    holds: ({ app, scene }) => reads(app, scene.note),
  },
  {
    id: 'folders',
    task: 1,
    title: 'Notes in folders are read',
    feedback: 'A note may lie in folders, in any depth. The name holds all of them.',
    holds: ({ app, scene }) => reads(app, scene.deep),
  },
  {
    id: 'signs-in-names',
    task: 1,
    title: 'Names with spaces, accents and dots are read',
    feedback: 'Spaces, letters with accents and two dots inside a name are ordinary characters.',
    holds: ({ app, scene }) => reads(app, scene.odd),
  },
  {
    id: 'link-to-note',
    task: 1,
    title: 'A link to another note is followed',
    feedback: 'A link is fine as long as it leads to a note. latest.md is one.',
    holds: ({ app, scene }) => reads(app, { file: `${root}/latest.md`, text: scene.deep.text }),
  },
  {
    id: 'new-note',
    task: 1,
    title: 'A note that was written later is read',
    feedback: 'The notes are what is on the disk when a name is asked for.',
    holds: ({ app, draw, files }) => {
      const note = { file: `${root}/${draw.word()}/${draw.word()}.md`, text: draw.token() };
      files.write(note.file, note.text);
      return reads(app, note);
    },
  },
] satisfies Check<'files', Scene>[];

async function reads(app: App, { file, text }: { file: string; text: string }): Promise<true | Seen> {
  const name = file.slice(root.length + 1);
  const read = await app.call('readNote', name);
  return (
    read === text || {
      payload: `readNote(${JSON.stringify(name)})`,
      observed: `It gave ${JSON.stringify(read)}; the note holds "${text}".`,
    }
  );
}
