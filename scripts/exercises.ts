/** `npm run exercises [-- id… --json]`: proves each exercise sound and lists all problems at once. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openGrader, type LoadedExercise } from '@ounce/sandbox';
import { loadOrProblem, proveExercise, twinsOf, type Proof } from '@ounce/sandbox/contract';

const root = path.join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, seeds: { type: 'string', default: '20' } },
});

const ids = (await folders(path.join(root, 'exercises'))).filter((id) =>
  existsSync(path.join(root, 'exercises', id, 'exercise.ts')),
);
const unknown = positionals.filter((id) => !ids.includes(id));
if (unknown.length > 0) {
  console.error(`There is no exercise ${unknown.join(', ')}. There are: ${ids.join(', ')}`);
  process.exit(2);
}

const wanted = positionals.length > 0 ? positionals : ids;
const loaded = await Promise.all(wanted.map((id) => loadOrProblem(path.join(root, 'exercises', id))));
const sound = loaded.filter((one): one is LoadedExercise => 'plan' in one);
const grader = await openGrader({
  exercises: sound.flatMap((exercise) => [exercise, ...twinsOf(exercise)]),
  cacheFolder: path.join(root, '.cache', 'sandbox'),
  queueLimit: 10_000,
});
const modules = await folders(path.join(root, 'courses', 'secure-coding'));

const proofs: Proof[] = [];
for (const one of loaded) {
  const proof = 'plan' in one ? await proveExercise(one, { grader, seeds: Number(values.seeds), modules }) : one;
  proofs.push(proof);
  if (!values.json) print(proof);
}
await grader.close();

const problems = proofs.reduce((sum, proof) => sum + proof.problems.length, 0);
if (values.json) console.log(JSON.stringify({ version: 1, exercises: proofs, problems }, null, 2));
else console.log(`\n${proofs.length} exercises, ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;

async function folders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function print({ id, counts, problems: found }: Proof): void {
  const { functional, exploits, accepted, wrong } = counts;
  console.log(
    `${found.length === 0 ? '✓' : '✗'} ${id}: ${functional} functions, ${exploits} exploits, ${accepted} accepted, ${wrong} wrong`,
  );
  for (const { code, message } of found) console.log(`    ${code}: ${message}`);
}
