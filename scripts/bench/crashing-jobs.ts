/**
 * What crashes cost: the time in the queue while every tenth submission kills its worker, at a load below capacity,
 * and the time that a submission loses when its worker is killed. Linux only: it needs /proc.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openGrader, type Grader, type LoadedExercise, type Verdict } from '@ounce/sandbox';
import { createDraw } from '../../sandbox/src/draw.ts';
import { figure, quantile, type Figure } from './figures.ts';
import { busiestWorker, workerProcesses } from './worker-processes.ts';

export interface Measured {
  exercise: LoadedExercise;
  /** A solution that passes. */
  files: Readonly<Record<string, string>>;
  cacheFolder: string;
  /** Submissions of each of the two loads. */
  jobs: number;
  /** Kills of each kind. */
  kills: number;
}

const workers = 2;
const shareOfCapacity = 0.15;

/** The figures, in one run of about a minute with 40 jobs and 5 kills. */
export async function measureCrashes(measured: Measured): Promise<Figure[]> {
  const { exercise, cacheFolder } = measured;
  const grader = await openGrader({ exercises: [exercise], cacheFolder, workers, queueLimit: 1_000 });
  for (let i = 0; i < 10; i++) await verdictOn(grader, exercise, measured.files);
  const apartMs = (await meanMs(grader, measured)) / workers / shareOfCapacity;
  const calm = await underLoad(grader, measured, apartMs, false);
  const crashing = await underLoad(grader, measured, apartMs, true);
  await grader.close();
  const lost = await timeLost(measured);
  const sameLoad = 'a verdict in the same load, p50';
  const queue = (load: Load): [number, string, string, number] => [
    quantile(load.queue, 0.95),
    'ms',
    sameLoad,
    quantile(load.wall, 0.5),
  ];
  const bothKilled = 'the same when the one that stands by is killed too';
  return [
    figure('time in the queue p95, 10 % crashing jobs, at 15 % of capacity', ...queue(crashing)),
    figure('time in the queue p95, no crashing jobs, at the same rate', ...queue(calm)),
    figure('time lost when a worker is killed, p50', lost.withSpare, 'ms', bothKilled, lost.withoutSpare),
    figure(bothKilled, lost.withoutSpare, 'ms', 'itself', lost.withoutSpare),
  ];
}

/** Milliseconds that one submission in ten that crash takes a worker, on the average. */
async function meanMs(grader: Grader, measured: Measured): Promise<number> {
  const { exercise, files } = measured;
  const passing: number[] = [];
  const crashing: number[] = [];
  for (let i = 0; i < 5; i++) {
    passing.push(await timed(grader, exercise, files));
    crashing.push(await timed(grader, exercise, crashingFiles(measured)));
  }
  return 0.9 * quantile(passing, 0.5) + 0.1 * quantile(crashing, 0.5);
}

interface Load {
  /** Milliseconds of each submission that passed: before its worker began, and all together. */
  queue: number[];
  wall: number[];
}

/** Submissions at drawn times, so many milliseconds apart on the average. */
async function underLoad(grader: Grader, measured: Measured, apartMs: number, crashes: boolean): Promise<Load> {
  const { exercise, files, jobs } = measured;
  const draw = createDraw(1, 'arrivals');
  const load: Load = { queue: [], wall: [] };
  const running: Promise<void>[] = [];
  const crash = crashingFiles(measured);
  for (let i = 0; i < jobs; i++) {
    await delay(Math.round(-apartMs * Math.log(draw.int(1, 1_000) / 1_000)));
    if (crashes && i % 10 === 5) running.push(verdictOn(grader, exercise, crash).then(assertCrashed));
    else running.push(noted(grader, exercise, files, load));
  }
  await Promise.all(running);
  return load;
}

async function noted(
  grader: Grader,
  exercise: LoadedExercise,
  files: Readonly<Record<string, string>>,
  load: Load,
): Promise<void> {
  const began = performance.now();
  const { status, usage } = await verdictOn(grader, exercise, files);
  if (status !== 'passed') throw new Error(`Cannot measure: the solution ${status}`);
  load.wall.push(performance.now() - began);
  load.queue.push(usage.queueMs);
}

/** The engine ends its process when a map can't grow any more. */
function crashingFiles({ files }: Measured): Record<string, string> {
  const names = Object.keys(files).map((name) => [name, 'export {};'] as const);
  return { ...Object.fromEntries(names), 'solution.ts': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i);' };
}

/** Whether the map broke or the time limit came first, its worker is not used again. */
function assertCrashed({ fault }: Verdict): void {
  if (fault?.code !== 'memory' && fault?.code !== 'time')
    throw new Error(`Cannot measure: ${JSON.stringify(fault)} is no crash`);
}

/** Median milliseconds that a submission takes longer when its worker is killed while it runs. */
async function timeLost({
  exercise,
  files,
  cacheFolder,
  kills,
}: Measured): Promise<{ withSpare: number; withoutSpare: number }> {
  const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 1 });
  const [main] = Object.keys(files) as [string];
  const slow = { ...files, [main]: `let x = 0; for (let i = 0; i < 1e7; i++) x += i % 7;\n${files[main]!}` };
  const lost = { one: [] as number[], all: [] as number[] };
  for (let i = 0; i < kills; i++) {
    for (const which of ['one', 'all'] as const) {
      await timed(grader, exercise, slow); // the first run of a process loads the exercise
      const undisturbed = await timed(grader, exercise, slow);
      lost[which].push((await timedWithKill(grader, exercise, slow, which)) - undisturbed);
      await delay(1_500); // until another one stands by
    }
  }
  await grader.close();
  return { withSpare: quantile(lost.one, 0.5), withoutSpare: quantile(lost.all, 0.5) };
}

/** From the kill to the verdict. */
async function timedWithKill(
  grader: Grader,
  exercise: LoadedExercise,
  files: Readonly<Record<string, string>>,
  which: 'one' | 'all',
): Promise<number> {
  const running = verdictOn(grader, exercise, files);
  const busy = await busiestWorker();
  const killed = performance.now();
  for (const pid of which === 'one' ? [busy] : workerProcesses()) process.kill(pid, 'SIGKILL');
  await running;
  return performance.now() - killed;
}

async function timed(
  grader: Grader,
  exercise: LoadedExercise,
  files: Readonly<Record<string, string>>,
): Promise<number> {
  const began = performance.now();
  await verdictOn(grader, exercise, files);
  return performance.now() - began;
}

async function verdictOn(
  grader: Grader,
  exercise: LoadedExercise,
  files: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const grading = await grader.grade({ exercise: exercise.id, files, seed: 1 });
  if (grading.outcome !== 'graded') throw new Error(`Cannot measure: ${JSON.stringify(grading)}`);
  return grading.verdict;
}
