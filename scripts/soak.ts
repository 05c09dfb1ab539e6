/**
 * `npm run soak [-- --minutes 10 --json]`: right, wrong and hostile programs in turn, for so many minutes, on one
 * grader. Counts the verdicts that are not what they should be, and watches memory and the workers' slots.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { firstFinding, listExercises, openGrader, programsIn, readSolutions, type Verdict } from '@ounce/sandbox';
import { createDraw } from '../sandbox/src/draw.ts';
import { outcomeOf, readExpectation } from '../test/hostile/expectation.ts';
import { makeProbe, safe, weak } from '../test/hostile/probe.ts';
import { quantile } from './bench/figures.ts';
import { treeRssMb } from './bench/process-cpu.ts';

interface SoakJob {
  kind: 'right' | 'wrong' | 'hostile';
  name: string;
  exercise: string;
  files: Readonly<Record<string, string>>;
  /** What is not as it should be, or undefined. */
  objection(verdict: Verdict): string | undefined;
}

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { json: { type: 'boolean' }, minutes: { type: 'string', default: '10' } } });
const workers = 2;
const exercises = await listExercises(path.join(root, 'exercises'));
const grader = await openGrader({
  exercises: [await makeProbe(), ...exercises],
  cacheFolder: path.join(root, '.cache', 'sandbox'),
  workers,
  queueLimit: 100,
});

const jobs = [...(await ownJobs()), ...hostileJobs()];
const report = {
  version: 1,
  minutes: Number(values.minutes),
  jobs: { right: 0, wrong: 0, hostile: 0 },
  wrongVerdicts: [] as { name: string; seed: number; what: string }[],
  rssMb: { first: 0, last: 0, most: 0 },
  own: { firstMb: 0, lastMb: 0 },
  slots: { workers, busy: -1, queued: -1 },
};
const rss: number[] = [];
const until = performance.now() + report.minutes * 60_000;
const draw = createDraw(Math.trunc(until), 'soak');

await Promise.all(Array.from({ length: workers + 1 }, lane));
const { busy, queued } = grader.health();
report.slots = { workers, busy, queued };
const part = Math.max(1, Math.floor(rss.length / 10));
report.rssMb = {
  first: Math.round(quantile(rss.slice(0, part), 0.5)),
  last: Math.round(quantile(rss.slice(-part), 0.5)),
  most: Math.round(Math.max(...rss)),
};
report.own.lastMb = ownMb();
await grader.close();

if (values.json) console.log(JSON.stringify(report, null, 2));
else console.log(report);
process.exitCode = report.wrongVerdicts.length === 0 && busy === 0 && queued === 0 ? 0 : 1;

/** One submission after the other. */
async function lane(): Promise<void> {
  report.own.firstMb ||= ownMb();
  while (performance.now() < until) {
    const wanted = draw.pick(['right', 'right', 'wrong', 'hostile'] as const);
    const job = draw.pick(jobs.filter(({ kind }) => kind === wanted));
    const seed = job.kind === 'hostile' ? 3_141_592_653 : draw.int(0, 1_000_000);
    const grading = await grader.grade({ exercise: job.exercise, files: job.files, seed });
    if (grading.outcome !== 'graded') throw new Error(`Not graded: ${JSON.stringify(grading)}`);
    report.jobs[job.kind]++;
    const what = job.objection(grading.verdict);
    if (what !== undefined) report.wrongVerdicts.push({ name: `${job.exercise} ${job.name}`, seed, what });
    // The grader's processes together, without those that only stand around a worker.
    rss.push(treeRssMb(process.pid).reduce((sum, mb) => sum + mb, 0));
  }
}

async function ownJobs(): Promise<SoakJob[]> {
  const lists = exercises.map(async (exercise): Promise<SoakJob[]> => {
    const { reference, accepted } = await readSolutions(exercise);
    const right = [{ name: 'reference', files: reference }, ...accepted];
    const wrong = await programsIn(path.join(exercise.folder, 'wrong'));
    return [
      ...right.map((answer) => ({
        ...answer,
        kind: 'right' as const,
        exercise: exercise.id,
        objection: (verdict: Verdict) => (verdict.status === 'passed' ? undefined : told(verdict)),
      })),
      ...wrong.map((answer) => ({
        ...answer,
        kind: 'wrong' as const,
        exercise: exercise.id,
        objection: (verdict: Verdict) =>
          firstFinding(verdict)?.id === exercise.wrong[answer.name]?.caughtBy && !verdict.fault
            ? undefined
            : told(verdict),
      })),
    ];
  });
  return (await Promise.all(lists)).flat();
}

function hostileJobs(): SoakJob[] {
  const folder = path.join(root, 'test', 'hostile', 'programs');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.map((name) => {
    const source = readFileSync(path.join(folder, name), 'utf8');
    const { outcomes, exercise } = readExpectation(source);
    const files =
      exercise === 'probe' ? { 'solution.ts': source, 'safe.ts': safe, 'weak.ts': weak } : { 'solution.ts': source };
    const objection = (verdict: Verdict): string | undefined =>
      outcomes.includes(outcomeOf(verdict)) ? undefined : told(verdict);
    return { kind: 'hostile', name, exercise, files, objection };
  });
}

function told(verdict: Verdict): string {
  const first = firstFinding(verdict);
  return verdict.fault?.message ?? (first ? `${first.id}: ${first.outcome}` : verdict.status);
}

function ownMb(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024);
}
