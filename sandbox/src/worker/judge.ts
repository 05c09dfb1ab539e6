/** Runs an exercise's checks and exploits against a program and writes the verdict. */
import { createHash } from 'node:crypto';
import type {
  App,
  Attempted,
  Check,
  Draw,
  Exercise,
  Exploit,
  Response,
  RequestInit,
  Seen,
  SetUp,
  Stage,
  WorldName,
} from '../exercise.ts';
import type { CompiledFile } from '../compile/compiled.ts';
import { createDraw } from '../draw.ts';
import { limits } from '../limits.ts';
import { statusOf, type Fault, type Finding, type Verdict } from '../verdict.ts';
import { worldOpeners } from '../worlds/openers.ts';
import { platformModules } from '../worlds/platform.ts';
import type { World, WorldModule } from '../worlds/world.ts';
import { logIn } from './reply.ts';
import { LearnerError, ProgramFault, openProgram, starvedFault, type Program, type WarmIsolate } from './program.ts';

/** An exercise as its bundle exports it. */
export interface JudgedExercise {
  exercise: Exercise;
  checks: readonly Check<WorldName, unknown>[];
  exploits: readonly Exploit<WorldName, unknown>[];
  setUp: SetUp<WorldName, unknown> | undefined;
}

export interface Job {
  exercise: { id: string; hash: string };
  seed: number;
  files: readonly CompiledFile[];
}

type Item =
  { kind: 'function'; check: Check<WorldName, unknown> } | { kind: 'exploit'; exploit: Exploit<WorldName, unknown> };

/** The verdict on one program. `warm` gives a fresh isolate each time it is called. */
export async function judge(job: Job, judged: JudgedExercise, warm: () => WarmIsolate): Promise<Verdict> {
  const verdict = await judgeOnce(job, judged, warm, 5);
  const starved = verdict.fault?.message === starvedFault.message;
  // The supervisor counts both runs together, and must not take them for one that does not end.
  return starved && verdict.usage.cpuMs < limits.runCpuMs / 2 ? judgeOnce(job, judged, warm, 60) : verdict;
}

async function judgeOnce(
  job: Job,
  judged: JudgedExercise,
  warm: () => WarmIsolate,
  patience: number,
): Promise<Verdict> {
  const started = performance.now();
  const run = new Run(job, judged, warm, patience);
  const items: Item[] = [
    ...judged.checks.map((check) => ({ kind: 'function' as const, check })),
    ...judged.exploits.map((exploit) => ({ kind: 'exploit' as const, exploit })),
  ];
  const findings = new Map<string, Finding>();
  let fault: Fault | undefined;
  try {
    // In an order that the program can't know, so that it can't behave for the first calls only.
    for (const item of createDraw(job.seed, 'order').shuffle(items)) {
      const finding = await run.tryItem(item);
      findings.set(finding.id, finding);
    }
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    fault = error.fault;
  } finally {
    run.close();
  }
  const checks = items.map((item) => findings.get(idOf(item)) ?? untried(item));
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

function idOf(item: Item): string {
  return item.kind === 'function' ? item.check.id : item.exploit.id;
}

function factsOf(item: Item): Pick<Finding, 'id' | 'kind' | 'title'> {
  const { id, title } = item.kind === 'function' ? item.check : item.exploit;
  return { id, kind: item.kind, title };
}

// An attack that could not be tried is no defence, so this is never 'passed'.
function untried(item: Item): Finding {
  return { ...factsOf(item), outcome: 'inconclusive', feedback: 'Not tried: the program could not be run to its end.' };
}

function round(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1_000) / 1_000);
}

/** The worlds of one check, opened and set up. */
interface Surroundings {
  worlds: readonly World[];
  handles: Record<string, unknown>;
  modules: Record<string, WorldModule>;
  scene: unknown;
}

/** One program under judgement, loaded again after whatever did not pass: an attack may have left its mark. */
class Run {
  readonly #job: Job;
  readonly #judged: JudgedExercise;
  readonly #warm: () => WarmIsolate;
  readonly #patience: number;
  #program: Program | undefined;
  #modules: Record<string, WorldModule> = {};
  log: Verdict['log'] = { lines: [], dropped: 0 };
  cpuMs = 0;

  constructor(job: Job, judged: JudgedExercise, warm: () => WarmIsolate, patience: number) {
    this.#patience = patience;
    this.#job = job;
    this.#judged = judged;
    this.#warm = warm;
  }

  async tryItem(item: Item): Promise<Finding> {
    const hidden = item.kind === 'exploit' && item.exploit.hidden === true;
    const surroundings = this.#surround();
    try {
      this.#modules = surroundings.modules;
      const program = (this.#program ??= this.#load());
      if (hidden) this.#keepLog(program);
      const stage = {
        app: appOf(program),
        draw: createDraw(this.#job.seed, `check ${idOf(item)}`),
        scene: surroundings.scene,
        ...surroundings.handles,
      } as unknown as Stage<WorldName, unknown>;
      const finding =
        item.kind === 'function' ? await tryCheck(item.check, stage) : await tryExploit(item.exploit, stage);
      if (finding.outcome !== 'passed' && !hidden) this.close();
      return finding;
    } finally {
      // What a program saw of a hidden attack must not come out, however it ended: not in the log now, not by its memory later.
      if (hidden) this.#end();
      for (const world of surroundings.worlds) world.close();
    }
  }

  /** Ends the program, keeping its log and what it used. */
  close(): void {
    if (this.#program) this.#keepLog(this.#program);
    this.#end();
  }

  /** Ends the program, and its log with it. */
  #end(): void {
    const program = this.#program;
    this.#program = undefined;
    if (!program) return;
    this.cpuMs = program.cpuMs();
    program.dispose();
  }

  #surround(): Surroundings {
    const worlds = this.#judged.exercise.worlds.map((name) => [name, worldOpeners[name]()] as const);
    const handles: Record<string, unknown> = Object.fromEntries(worlds.map(([name, world]) => [name, world.handle]));
    const draw: Draw = createDraw(this.#job.seed, 'scene');
    const scene = this.#judged.setUp?.({ draw, ...handles } as never);
    const modules = Object.assign({}, platformModules, ...worlds.map(([, world]) => world.modules)) as Record<
      string,
      WorldModule
    >;
    return { worlds: worlds.map(([, world]) => world), handles, modules, scene };
  }

  #load(): Program {
    const warm = this.#warm();
    try {
      return openProgram(warm, {
        files: this.#job.files,
        entry: this.#judged.exercise.entry,
        seed: hashOf(this.#job.seed, 'random'),
        now: startOf2026 + (hashOf(this.#job.seed, 'day') % 360) * 86_400_000,
        modules: () => this.#modules,
        cpuUsedMs: this.cpuMs,
        patience: this.#patience,
      });
    } catch (error) {
      if (!warm.isolate.isDisposed) warm.isolate.dispose();
      throw error;
    }
  }

  #keepLog(program: Program): void {
    let taken: Verdict['log'];
    try {
      taken = logIn(program.takeLog());
    } catch {
      return; // An isolate that broke a limit has no log left to give.
    }
    // The caps are the run's, however often the program was started.
    let bytes = this.log.lines.reduce((sum, { text }) => sum + text.length, 0);
    const lines = taken.lines.filter(({ text }, i) => {
      if (this.log.lines.length + i >= limits.logLines || bytes >= limits.logBytes) return false;
      bytes += text.length;
      return true;
    });
    this.log = {
      lines: [...this.log.lines, ...lines],
      dropped: this.log.dropped + taken.dropped + taken.lines.length - lines.length,
    };
  }
}

const startOf2026 = Date.UTC(2026, 0, 1, 9);

/** 32 bits of a seed that don't lead back to it: a program that knew the seed would know every drawn value, and the order of the checks. */
function hashOf(seed: number, label: string): number {
  return createHash('sha256').update(`${label} ${seed}`).digest().readUInt32LE();
}

async function tryCheck(check: Check<WorldName, unknown>, stage: Stage<WorldName, unknown>): Promise<Finding> {
  const facts = { id: check.id, kind: 'function' as const, title: check.title };
  try {
    const held = await check.holds(stage);
    return held === true
      ? { ...facts, outcome: 'passed' }
      : { ...facts, outcome: 'failed', feedback: check.feedback, ...shown(held) };
  } catch (error) {
    if (error instanceof ProgramFault) throw error;
    return { ...facts, outcome: 'failed', feedback: check.feedback, ...thrown(error) };
  }
}

async function tryExploit(exploit: Exploit<WorldName, unknown>, stage: Stage<WorldName, unknown>): Promise<Finding> {
  const facts = { id: exploit.id, kind: 'exploit' as const, title: exploit.title };
  try {
    const landed = await exploit.lands(stage);
    if (landed === false) return { ...facts, outcome: 'passed' };
    return { ...facts, outcome: 'failed', feedback: exploit.feedback, ...(exploit.hidden ? {} : shown(landed)) };
  } catch (error) {
    if (error instanceof ProgramFault) throw error;
    const feedback =
      'The attack could not be tried, because the program failed on an ordinary call before it. An attack that was not tried is no defence.';
    return { ...facts, outcome: 'inconclusive', feedback, ...(exploit.hidden ? {} : thrown(error)) };
  }
}

function shown(seen: Seen): Partial<Finding> {
  return { ...(seen.payload !== undefined && { payload: cut(seen.payload) }), observed: cut(seen.observed) };
}

/** What was thrown, if the learner's code threw it. Anything else means that a result had a shape that the check did not expect. */
function thrown(error: unknown): Partial<Finding> {
  if (!(error instanceof LearnerError)) return { observed: 'The result had another shape than the exercise asks for.' };
  return { error: { message: `${error.name}: ${error.message}`.slice(0, 1_900), ...error.place } };
}

function cut(text: string): string {
  return text.length > 3_900 ? `${text.slice(0, 3_900)}…` : text;
}

/** The program as checks see it. */
function appOf(program: Program): App {
  return {
    call: (name, ...args) => program.call(name, args),
    attempt: (name, ...args) => attempt(program, name, args),
    request: async (name, request) => responseOf(await program.request(name, requestOf(request))),
  };
}

async function attempt(program: Program, name: string, args: readonly unknown[]): Promise<Attempted> {
  try {
    return { outcome: 'returned', value: await program.call(name, args) };
  } catch (error) {
    if (!(error instanceof LearnerError)) throw error;
    return { outcome: 'threw', name: error.name, message: error.message };
  }
}

function requestOf(request: RequestInit): Record<string, unknown> {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: request.method ?? 'GET',
    url: request.url,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(headers) as unknown,
    params: request.params ?? {},
    body: request.body,
  };
}

function responseOf(answer: unknown): Response {
  const { status, headers, body, ended, threw } = answer as { [key: string]: unknown };
  const texts = Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name,
    String(value),
  ]);
  return {
    status: ended === true ? Number(status) : 0,
    headers: Object.fromEntries(texts) as Record<string, string>,
    body: String(body),
    ...(typeof threw === 'string' && { threw }),
  };
}
