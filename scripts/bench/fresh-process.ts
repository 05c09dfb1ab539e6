/** One submission in a Node process of its own: exercise bundle, compiled program and seed as arguments. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { judgePlainly, loadCompiled, type PlainExercise } from './plain-judge.ts';

const [bundle, program, seed] = process.argv.slice(2) as [string, string, string];
const exercise = (await import(pathToFileURL(bundle).href)) as PlainExercise;
const loader = vm.runInNewContext(readFileSync(program, 'utf8')) as Parameters<typeof loadCompiled>[0];
process.exitCode = (await judgePlainly(exercise, loadCompiled(loader), Number(seed))) ? 0 : 1;
