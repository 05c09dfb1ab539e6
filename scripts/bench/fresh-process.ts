/** One submission in a Node process of its own: exercise bundle, program and seed as arguments. Prints its CPU milliseconds. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { compileFiles } from '../../sandbox/src/compile/compile.ts';
import { judgePlainly, loadCompiled, type PlainExercise } from './plain-judge.ts';

const [bundle, program, seed] = process.argv.slice(2) as [string, string, string];
const exercise = (await import(pathToFileURL(bundle).href)) as PlainExercise;
const compiled = compileFiles({ 'solution.ts': readFileSync(program, 'utf8') });
if (compiled.outcome !== 'compiled') throw new Error(compiled.fault.message);
const exports = loadCompiled(vm.runInNewContext(compiled.files[0]!.code) as Parameters<typeof loadCompiled>[0]);
const passed = await judgePlainly(exercise, (name, args) => exports[name]!(...args), Number(seed));
const { user, system } = process.cpuUsage();
console.log((user + system) / 1_000);
process.exitCode = passed ? 0 : 1;
