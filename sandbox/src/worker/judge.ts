/** Judges a submission by its exercise and writes the verdict. */
import type { Attack, Check, Exercise, Exploit, Goal, SetUp, WorldName } from '../exercise.ts';
import type { CompiledFile } from '../compile/compiled.ts';
import { createDraw } from '../draw.ts';
import { limits } from '../limits.ts';
import type { ReviewAnswer } from '../review-answer.ts';
import { statusOf, type Fault, type Finding, type Verdict } from '../verdict.ts';
import type { Engines } from '../worlds/world.ts';
import { untried } from './findings.ts';
import { itemsOf, type Item } from './items.ts';
import { ProgramFault, starvedFault } from './program.ts';
import { Run } from './run.ts';
import type { WarmIsolate } from './warm-isolate.ts';

/** An exercise as its bundle exports it: what its kind has. */
export interface JudgedExercise {
  exercise: Exercise;
  scene?: SetUp<WorldName, unknown>;
  checks?: readonly Check<WorldName, unknown>[];
  exploits?: readonly Exploit<WorldName, unknown>[];
  goals?: readonly Goal<WorldName, unknown>[];
  attack?: Attack<WorldName, unknown>;
  engines?: Engines;
}

export interface Job {
  exercise: { id: string; hash: string };
  seed: number;
  /** The learner's program; empty where the learner writes none. */
  files: readonly CompiledFile[];
  /** The exercise's own programs, by name. */
  programs: Readonly<Record<string, readonly CompiledFile[]>>;
  answer?: ReviewAnswer;
}

/** The verdict on one submission. `warm` gives a fresh isolate each time it is called. */
export async function judge(job: Job, judged: JudgedExercise, warm: () => WarmIsolate): Promise<Verdict> {
  let usedMs = 0;
  for (let patience = 5; ; patience *= 2) {
    const verdict = await judgeOnce(job, judged, warm, patience);
    usedMs += verdict.usage.cpuMs;
    const starved = verdict.fault?.message === starvedFault.message;
    // The supervisor counts all runs together, and must not take them for one that does not end.
    if (!starved || usedMs > limits.runCpuMs / 2 || patience > 60) return verdict;
  }
}

async function judgeOnce(
  job: Job,
  judged: JudgedExercise,
  warm: () => WarmIsolate,
  patience: number,
): Promise<Verdict> {
  const started = performance.now();
  const { exercise, scene, engines = {} } = judged;
  const run = new Run({ seed: job.seed, worlds: exercise.worlds, setUp: scene, engines, warm, patience });
  const { items, close } = itemsOf(job, judged, run);
  const { findings, fault } = await findingsOf(createDraw(job.seed, 'order').shuffle(items));
  close();
  const checks = items.map(({ facts }) => findings.get(facts.id) ?? untried(facts));
  return {
    version: 1,
    status: statusOf(fault, checks),
    ...(fault && { fault }),
    exercise: job.exercise,
    seed: job.seed,
    checks,
    log: run.log,
    usage: { cpuMs: round(run.cpuMs), wallMs: round(performance.now() - started), queueMs: 0 },
  };
}

/** Tries each, in an order that the program can't know, so that it can't behave for the first calls only. */
async function findingsOf(items: readonly Item[]): Promise<{ findings: Map<string, Finding>; fault?: Fault }> {
  const findings = new Map<string, Finding>();
  try {
    for (const { facts, judge } of items) findings.set(facts.id, { ...facts, ...(await judge()) });
    return { findings };
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    return { findings, fault: error.fault };
  }
}

function round(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1_000) / 1_000);
}
