/** `npm run new-exercise -- <id> [--module <module>] [--world <world>]…`: makes the folder of a new exercise. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeExercise } from './new-exercise/make-exercise.ts';
import { nextSteps } from './new-exercise/next-steps.ts';
import { worlds } from './new-exercise/template.ts';

const root = path.resolve(import.meta.dirname, '..');
const usage = `npm run new-exercise -- <id> [--module <module>] [--world ${worlds.join('|')}]…`;
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') return refuse(asked);
  const made = await makeExercise(root, asked);
  if (made.outcome === 'refused') return refuse(made.why);
  console.log(nextSteps(made));
  return 0;
}

function refuse(why: string): number {
  console.error(`${why}\n${usage}`);
  return 2;
}

function readArguments(args: readonly string[]): { id: string; module: string; worlds: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { module: { type: 'string', default: 'start' }, world: { type: 'string', multiple: true, default: [] } },
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0)
      return `One id is wanted for the new exercise; there are ${positionals.length}.`;
    return { id, module: values.module, worlds: values.world };
  } catch (error) {
    return (error as Error).message;
  }
}
