/** `ounce list`: the exercises of the course. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listExercises } from '@ounce/sandbox';
import { courseFolder } from './course-folder.ts';

export const listHelp = `ounce list [--json]

Lists the exercises: id, kind, weakness, minutes and title.

  --json   one JSON document on standard output
`;

export async function list(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const exercises = await listExercises(path.join(courseFolder(), 'exercises'));
  if (values.json) {
    const rows = exercises.map(({ id, kind, module, weakness, minutes, title }) => ({
      id,
      kind,
      module,
      weakness,
      minutes,
      title,
    }));
    console.log(JSON.stringify({ version: 1, exercises: rows }, null, 2));
    return 0;
  }
  const widest = Math.max(...exercises.map(({ id }) => id.length));
  for (const { id, kind, weakness, minutes, title } of exercises) {
    console.log(
      `${id.padEnd(widest)}  ${kind.padEnd(6)}  ${weakness[0]!.padEnd(8)}  ${String(minutes).padStart(2)} min  ${title}`,
    );
  }
  return 0;
}
