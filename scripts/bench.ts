/**
 * `npm run bench [-- --json --rounds N]`: what a verdict on the standard submission costs, against baselines measured
 * in the same run, in turns, so that a noisy moment of the machine meets all of them.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadExercise, openGrader, readSolutions } from '@ounce/sandbox';
import { bundleExercise } from '../sandbox/src/bundle.ts';
import { freshProcess, startBaselines, type Measured } from './bench/baseline-process.ts';
import { measureCrashes } from './bench/crashing-jobs.ts';
import { compared, figure, quantile, type Figure, type Times } from './bench/figures.ts';
import { treeCpuMs, treeRssMb } from './bench/process-cpu.ts';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '40' } } });
const rounds = Number(values.rounds);

const cacheFolder = path.join(root, '.cache', 'sandbox');
const folder = path.join(root, 'scripts', 'bench', 'standard');
const exercise = await loadExercise(folder);
const files = (await readSolutions(exercise)).reference;
const bundle = await bundleExercise(exercise, cacheFolder);
const program = path.join(folder, 'reference.ts');

const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 2, queueLimit: 1_000 });
const baselines = startBaselines(bundle, program);

for (let i = 0; i < 10; i++) {
  await Promise.all([verdict(), verdict()]);
  for (const name of ['limit', 'isolate', 'quickjs'] as const) await baselines.run(name);
}

const verdictTimes: Times = { name: 'a verdict', wallMs: [], cpuMs: [] };
const limit: Times = { name: 'the limit: compiled before, warm context, no protection', wallMs: [], cpuMs: [] };
const isolate: Times = { name: 'a fresh isolate without other protection', wallMs: [], cpuMs: [] };
const quickjs: Times = { name: 'a fresh QuickJS runtime (quickjs-emscripten)', wallMs: [], cpuMs: [] };
const nodes: Times = { name: 'a Node process for each submission', wallMs: [], cpuMs: [] };
for (let i = 0; i < rounds; i++) {
  keep(verdictTimes, await measuredVerdict());
  keep(limit, await baselines.run('limit'));
  keep(isolate, await baselines.run('isolate'));
  keep(quickjs, await baselines.run('quickjs'));
  if (i % 3 === 0) keep(nodes, await freshProcess(bundle, program));
}
baselines.close();

const rates: { inFlight: number; perSecond: number }[] = [];
for (const inFlight of [1, 2, 8]) rates.push({ inFlight, perSecond: await rate(inFlight, rounds * 2) });
const workers = treeRssMb(process.pid).filter((mb) => mb > 30);
await grader.close();
const crashes = await measureCrashes({ exercise, files, cacheFolder, jobs: rounds, kills: 5 });

const figures: Figure[] = [
  ...compared(verdictTimes, [limit, isolate, quickjs, nodes]),
  ...rates.map(({ inFlight, perSecond }) =>
    figure(`verdicts, ${inFlight} in flight`, perSecond, '1/s', 'verdicts, 1 in flight', rates[0]!.perSecond),
  ),
  ...crashes,
  figure('memory of a worker process (RSS, median)', quantile(workers, 0.5), 'MB', 'itself', quantile(workers, 0.5)),
];

if (values.json) console.log(JSON.stringify({ version: 1, figures }, null, 2));
else
  for (const { name, value, unit, baseline, ratio } of figures)
    console.log(
      `${name.padEnd(68)} ${String(value).padStart(8)} ${unit.padEnd(4)} ${String(ratio).padStart(8)} × ${baseline}`,
    );

function keep(times: Times, { wallMs, cpuMs }: Measured): void {
  times.wallMs.push(wallMs);
  times.cpuMs.push(cpuMs);
}

async function verdict(): Promise<void> {
  const grading = await grader.grade({ exercise: exercise.id, files, seed: 1 });
  if (grading.outcome !== 'graded' || grading.verdict.status !== 'passed')
    throw new Error(`Cannot measure: ${JSON.stringify(grading)}`);
}

/** CPU time is that of every process of the grader, also what a worker does afterwards to be ready for the next. */
async function measuredVerdict(): Promise<Measured> {
  const before = treeCpuMs(process.pid);
  const began = performance.now();
  await verdict();
  const wallMs = performance.now() - began;
  await pause(30);
  return { wallMs, cpuMs: treeCpuMs(process.pid) - before };
}

/** How many a second, so many at a time. */
async function rate(inFlight: number, times: number): Promise<number> {
  let left = times;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (left-- > 0) await verdict();
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (times * 1_000) / (performance.now() - began);
}
