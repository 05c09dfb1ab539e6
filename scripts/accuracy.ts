/**
 * `npm run accuracy [-- --json]`: every exercise's right and wrong answers on 20 seeds, and each verdict that is not
 * what it should be.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  firstFinding,
  listExercises,
  openGrader,
  programsIn,
  readSolutions,
  type LoadedExercise,
  type Verdict,
} from '@ounce/sandbox';

/** One verdict, or set of verdicts, that is not what it should be. */
interface Case {
  exercise: string;
  file: string;
  seed: number;
  what: string;
}

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { json: { type: 'boolean' }, seeds: { type: 'string', default: '20' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => (i * 40_503 + 11) % 2 ** 32);

const exercises = await listExercises(path.join(root, 'exercises'));
const grader = await openGrader({ exercises, cacheFolder: path.join(root, '.cache', 'sandbox'), queueLimit: 10_000 });
const report = {
  version: 1,
  runs: 0,
  falseRefusals: [] as Case[],
  falseAcceptances: [] as Case[],
  unstable: [] as Case[],
  wrongFirstFinding: [] as Case[],
};

for (const exercise of exercises) {
  const { reference, accepted } = await readSolutions(exercise);
  const right = [
    { name: 'reference.ts', files: reference },
    ...accepted.map(({ name, files }) => ({ name: `accepted/${name}`, files })),
  ];
  for (const { name, files } of right) {
    for (const verdict of await verdictsOn(exercise, files)) {
      if (verdict.status !== 'passed') report.falseRefusals.push(caseOf(exercise, name, verdict));
    }
  }
  for (const { name, files } of await programsIn(path.join(exercise.folder, 'wrong'))) {
    const verdicts = await verdictsOn(exercise, files);
    const stated = exercise.wrong[name]?.caughtBy;
    for (const verdict of verdicts) {
      if (verdict.status === 'passed') report.falseAcceptances.push(caseOf(exercise, `wrong/${name}`, verdict));
      else if (firstFinding(verdict)?.id !== stated)
        report.wrongFirstFinding.push(caseOf(exercise, `wrong/${name}`, verdict));
    }
    const odd = verdicts.find((verdict) => outcomes(verdict) !== outcomes(verdicts[0]!));
    if (odd) report.unstable.push(caseOf(exercise, `wrong/${name}`, odd));
  }
  if (!values.json) console.log(`${exercise.id}: done`);
}
await grader.close();

const found =
  report.falseRefusals.length +
  report.falseAcceptances.length +
  report.unstable.length +
  report.wrongFirstFinding.length;
if (values.json) console.log(JSON.stringify(report, null, 2));
else {
  const { runs, ...lists } = report;
  for (const [name, list] of Object.entries(lists))
    if (Array.isArray(list))
      console.log(`${name}: ${list.length}${list.map((one) => `\n    ${JSON.stringify(one)}`).join('')}`);
  console.log(`${runs} runs`);
}
process.exitCode = found === 0 ? 0 : 1;

async function verdictsOn(exercise: LoadedExercise, files: Readonly<Record<string, string>>): Promise<Verdict[]> {
  return Promise.all(
    seeds.map(async (seed) => {
      const grading = await grader.grade({ exercise: exercise.id, files, seed });
      if (grading.outcome !== 'graded') throw new Error(`Cannot measure ${exercise.id}: ${JSON.stringify(grading)}`);
      report.runs++;
      return grading.verdict;
    }),
  );
}

function outcomes(verdict: Verdict): string {
  return JSON.stringify([verdict.status, verdict.fault?.code, verdict.checks.map((check) => check.outcome)]);
}

function caseOf(exercise: LoadedExercise, file: string, verdict: Verdict): Case {
  const first = firstFinding(verdict);
  return {
    exercise: exercise.id,
    file,
    seed: verdict.seed,
    what: verdict.fault?.message ?? `first finding: ${first?.id ?? 'none'}`,
  };
}
