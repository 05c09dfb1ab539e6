/** The exercise that the hostile programs attack: notes in a database and in files, with a secret in each. */
import type { LoadedExercise } from '@ounce/sandbox';
import { makeExercise } from '../sandbox/probe-exercise.ts';

/** Texts of the author's that no verdict may hold. */
export const authorsTexts = ['canary-of-the-checks', 'canary-of-the-exploits', 'canary-of-the-hidden-attack'];

/** Works, and is vulnerable. Every program may import it. */
export const weak = `import { query } from 'ounce:db';
import { readFileSync } from 'node:fs';
export function solve(value: any): unknown {
  if (typeof value === 'number') return value * 2;
  if (typeof value === 'object' && value !== null && 'file' in value) return readFileSync('/app/notes/' + value.file, 'utf8');
  const [note] = query<{ text: string }>("SELECT text FROM notes WHERE owner = 'guest' AND name = '" + value + "'");
  return note?.text ?? null;
}
`;

/** Works, and is safe. Every program may import it. */
export const safe = `import { query } from 'ounce:db';
import { readFileSync } from 'node:fs';
export function solve(value: any): unknown {
  if (typeof value === 'number') return value * 2;
  if (typeof value === 'object' && value !== null && typeof value.file === 'string' && /^[a-z]+[.]txt$/.test(value.file))
    return readFileSync('/app/notes/' + value.file, 'utf8');
  if (typeof value !== 'string') return null;
  const [note] = query<{ text: string }>("SELECT text FROM notes WHERE owner = 'guest' AND name = ?", [value]);
  return note?.text ?? null;
}
`;

const scene = `export default ({ draw, database, files }) => {
  database.setUp('CREATE TABLE notes (name TEXT, text TEXT, owner TEXT)');
  const notes = ['a', 'b', 'c'].map((letter) => ({ name: draw.word() + letter, text: draw.token() }));
  for (const note of notes) database.insert('notes', { ...note, owner: 'guest' });
  const secret = draw.token();
  database.insert('notes', { name: draw.word(), text: secret, owner: 'admin' });
  files.write('/app/notes/open.txt', notes[0].text);
  files.write('/app/secret.txt', secret);
  return { notes, secret };
};`;

const checks = `[
  { id: 'doubles', task: 1, title: 'A number is doubled', feedback: 'f', async holds({ app, draw }) {
    const note = 'canary-of-the-checks';
    for (let i = 0; i < 3; i++) {
      const n = draw.int(1_000, 1_000_000);
      const seen = await app.call('solve', n);
      if (seen !== n * 2) return { observed: note.length > 0 && 'it was not doubled' };
    }
    return true;
  } },
  { id: 'finds', task: 1, title: 'A note is found by its name', feedback: 'f', async holds({ app, draw, scene }) {
    for (const { name, text } of draw.shuffle(scene.notes)) if ((await app.call('solve', name)) !== text) return { observed: 'it was not found' };
    return (await app.call('solve', draw.token())) === null || { observed: 'a note that is not there was found' };
  } },
  { id: 'reads', task: 1, title: 'A file is read by its name', feedback: 'f', async holds({ app, scene }) {
    return (await app.call('solve', { file: 'open.txt' })) === scene.notes[0].text || { observed: 'it was not read' };
  } },
]`;

const exploits = `(() => {
  const canary = 'canary-of-the-exploits';
  const asked = async ({ app, database, scene }, payload) => {
    const attempted = await app.attempt('solve', payload);
    const back = attempted.outcome === 'returned' && JSON.stringify(attempted.value ?? null).includes(scene.secret);
    const text = typeof payload === 'string' ? payload : payload[0];
    return canary.length > 0 && (back || database.statements.some(({ sql }) => sql.includes(text))) && { payload: 'a quote', observed: 'the statement changed' };
  };
  return [
    { id: 'quote', title: 'A quote ends the text', feedback: 'f', lands: (stage) => asked(stage, "' OR owner = 'admin' --") },
    { id: 'traversal', title: 'A path leads out', feedback: 'f', async lands({ app, files }) {
      await app.attempt('solve', { file: '../secret.txt' });
      return files.accesses.some(({ operation, reached }) => operation === 'open' && reached === '/app/secret.txt') && { payload: '../secret.txt', observed: 'it was opened' };
    } },
    { id: 'hidden', title: 'A second SELECT', feedback: 'f', hidden: true, async lands(stage) {
      const landed = await asked(stage, "' UNION SELECT text FROM notes WHERE owner = 'admin' -- canary-of-the-hidden-attack");
      return landed && { payload: 'canary-of-the-hidden-attack', observed: 'canary-of-the-hidden-attack' };
    } },
    { id: 'list', title: 'A list in the place of a text', feedback: 'f', lands: (stage) => asked(stage, ["' OR owner = 'admin' --"]) },
  ];
})()`;

/** Loads it. A submission has the three files. */
export async function makeProbe(): Promise<LoadedExercise> {
  const exercise = await makeExercise({ worlds: ['database', 'files'], scene, checks, exploits });
  return { ...exercise, files: { 'solution.ts': '', 'safe.ts': '', 'weak.ts': '' } };
}
