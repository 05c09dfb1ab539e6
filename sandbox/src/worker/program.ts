/** The learner's program in an isolate of its own. Texts go in, capped texts come out; everything that comes out is doubted. */
import type { CompiledFile } from '../compile/compiled.ts';
import { limits } from '../limits.ts';
import type { App, Draw } from '../exercise.ts';
import type { Fault } from '../verdict.ts';
import type { WorldModule } from '../worlds/world.ts';
import { decodeValue, encodeValue } from './codec.ts';
import {
  LearnerError,
  ProgramFault,
  entryFault,
  loadFault,
  memoryFault,
  outputFault,
  runTimeFault,
  starvedFault,
  timeFault,
  unsettled,
  type Place,
} from './faults.ts';
import { lookIn, missingIn, placeIn, rejectionOf, valueIn } from './reply.ts';
import { Stuck, runTogether, type Steps } from './schedule.ts';
import type { WarmIsolate } from './warm-isolate.ts';

/** What came of the learner's tests. */
export interface TestRun {
  count: number;
  /** The first that failed. */
  failed?: { name: string; message: string; place: Place | undefined };
}

export interface Program {
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** As call(), but what is not a promise in the program is none here, and what throws at once throws at once. */
  callNow(name: string, args: readonly unknown[]): unknown;
  /** Runs what the program registered with node:test, one after the other. */
  runTests(): Promise<TestRun>;
  request(name: string, request: unknown): Promise<unknown>;
  /** Several calls at once, interleaved as drawn: for each its result, or what it threw. */
  together(calls: readonly (readonly [name: string, ...args: unknown[]])[], draw: Draw): Promise<Came[]>;
  /** The virtual time, ms since 1970. */
  now(): number;
  /** Moves the virtual clock on: timers that fall due run, in order. Rejects when one throws. */
  advance(milliseconds: number): Promise<void>;
  takeLog(): string;
  cpuMs(): number;
  cost: App['cost'];
  dispose(): void;
}

/** What can be measured: a program without the means to measure itself. */
export type Measured = Omit<Program, 'cost'>;

export type Came = { value: unknown } | { thrown: LearnerError };

export interface ProgramOptions {
  files: readonly CompiledFile[];
  /** The file to begin with. */
  main: string;
  /** The functions that it must export. */
  entry: readonly string[];
  seed: number;
  /** The virtual clock's start, ms since 1970. */
  now: number;
  /** The modules of the worlds as they are now: asked at every call, since worlds are new for each check. */
  modules(): Readonly<Record<string, WorldModule>>;
  /** What the run has used before this program, ms of CPU time. */
  cpuUsedMs: number;
  /** How many times its CPU limit a call may take on the clock, before it is cut off. */
  patience: number;
}

/** Loads a program into a warm isolate. Throws ProgramFault when it can't be loaded. */
export function openProgram(warm: WarmIsolate, options: ProgramOptions): Measured {
  const tickets = new Tickets();
  warm.answer = (module, name, args) => answerCall(options.modules(), tickets, module, name, args);
  const run = new Runner(warm, options, tickets);

  const missing = load(run, options);
  if (missing.length > 0) throw new ProgramFault(entryFault(missing, options));

  const open = async (operation: string, name: string, values: unknown): Promise<unknown> => {
    const id = run.nextCall();
    return run.value(await settledText(run, tickets, id, run.dispatch(operation, name, encodeValue(values), id)));
  };
  return {
    call: (name, args) => open('call', name, args),
    callNow: (name, args) => {
      const id = run.nextCall();
      const text = run.dispatch('call', name, encodeValue(args), id);
      if (text !== 'PENDING') return run.value(text);
      return settledText(run, tickets, id, text).then((settled) => run.value(settled));
    },
    runTests: async () => testRun(await open('tests', '', undefined), run.names),
    request: (name, request) => open('request', name, request),
    together: (calls, draw) => callTogether(run, tickets, calls, draw),
    now: () => nowIn(run),
    advance: (milliseconds) => advance(run, tickets, milliseconds),
    takeLog: () => run.dispatch('log'),
    cpuMs: () => run.cpuMs(),
    dispose: () => {
      if (!warm.isolate.isDisposed) warm.isolate.dispose();
    },
  };
}

/** The learner's realm reports on the learner's own tests: bounded, and shaped anew. */
function testRun(said: unknown, files: readonly string[]): TestRun {
  const { count, failed } = (said ?? {}) as { count?: unknown; failed?: Record<string, unknown> };
  if (!failed) return { count: Number(count) };
  const { test, name, message, stack } = failed;
  const words = `${textOf(name)}: ${textOf(message)}`.slice(0, 1_900);
  const place = placeIn(textOf(stack).slice(0, 5_000), files);
  return { count: Number(count), failed: { name: textOf(test).slice(0, 200), message: words, place } };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Runs the program's top level. Gives the names of the functions that it should export and does not. */
function load(run: Runner, options: ProgramOptions): string[] {
  try {
    run.dispatch('configure', configuration(options));
    for (const file of options.files) run.loadFile(file);
    return missingIn(run.dispatch('start', options.main, JSON.stringify(options.entry)), run.names);
  } catch (error) {
    throw error instanceof LearnerError ? new ProgramFault(loadFault(error)) : error;
  }
}

function configuration(options: ProgramOptions): string {
  const modules = Object.entries(options.modules()).map(([name, { functions, constants }]) => [
    name,
    { functions: Object.keys(functions), constants: constants ?? {} },
  ]);
  return JSON.stringify({
    now: options.now,
    seed: options.seed,
    value: limits.value,
    logLines: limits.logLines,
    logBytes: limits.logBytes,
    modules: Object.fromEntries(modules) as unknown,
  });
}

/** Drives a waiting program until its promise is settled: the host's answers first, then the next virtual timer. */
async function settledText(run: Runner, tickets: Tickets, id: number, first: string): Promise<string> {
  let text = first;
  for (let steps = 0; text === 'PENDING' || text === 'WAITING'; steps++) {
    if (steps > 10_000)
      throw new ProgramFault(
        unsettled('A promise was not settled after 10,000 timers and answers that were waited for'),
      );
    const answered = await tickets.next();
    if (answered) run.dispatch('settle', answered.ticket, answered.reply);
    text = run.dispatch('poll', id);
  }
  if (text === 'UNSETTLED')
    throw new ProgramFault(unsettled('A promise is never settled: nothing is left that could resolve or reject it'));
  return text;
}

async function callTogether(
  run: Runner,
  tickets: Tickets,
  calls: Parameters<Program['together']>[0],
  draw: Draw,
): Promise<Came[]> {
  run.dispatch('interleave', 'on');
  try {
    const texts = await runTogether(calls.length, stepsOf(run, tickets, calls), draw);
    return texts.map((text) => cameOf(run, text));
  } catch (error) {
    throw error instanceof Stuck ? new ProgramFault(unsettled(error.message)) : error;
  } finally {
    run.dispatch('interleave', 'off');
  }
}

function stepsOf(run: Runner, tickets: Tickets, calls: Parameters<Program['together']>[0]): Steps {
  const ids = calls.map(() => run.nextCall());
  return {
    start: (nth) => {
      const [name, ...args] = calls[nth]!;
      const text = run.dispatch('call', name, encodeValue(args), ids[nth]);
      return text === 'PENDING' ? undefined : text;
    },
    look: () => {
      const look = lookIn(run.dispatch('look'));
      return { ...look, answered: look.answered.map((id) => ids.indexOf(id)) };
    },
    take: (nth) => run.dispatch('poll', ids[nth]),
    turn: (nth) => void run.dispatch('turn', nth),
    timer: () => thrownByTimer(run),
    ready: () => tickets.ready(),
    settle: (nth) => {
      const { ticket, reply } = tickets.take(nth);
      run.dispatch('settle', ticket, reply);
    },
  };
}

function thrownByTimer(run: Runner): string | undefined {
  const text = run.dispatch('timer');
  return text === 'PENDING' || text === 'UNSETTLED' ? undefined : text;
}

function cameOf(run: Runner, text: string): Came {
  try {
    return { value: run.value(text) };
  } catch (error) {
    if (error instanceof LearnerError) return { thrown: error };
    throw error;
  }
}

const mostTicks = 20_000;

async function advance(run: Runner, tickets: Tickets, milliseconds: number): Promise<void> {
  const until = nowIn(run) + milliseconds;
  for (let ticks = 0; ticks <= mostTicks; ticks++) {
    for (let ready = await tickets.ready(); ready > 0; ready--) {
      const { ticket, reply } = tickets.take(0);
      run.dispatch('settle', ticket, reply);
    }
    const text = run.dispatch('tick', until);
    if (text === 'IDLE') return;
    if (text !== 'PENDING') run.value(text);
  }
  throw new ProgramFault(unsettled(`More than ${mostTicks} timers ran while the clock was moved on`));
}

function nowIn(run: Runner): number {
  return lookIn(run.dispatch('look')).now;
}

function answerCall(
  modules: Readonly<Record<string, WorldModule>>,
  tickets: Tickets,
  module: string,
  name: string,
  args: string,
): string {
  try {
    const functions = Object.hasOwn(modules, module) ? modules[module]!.functions : {};
    if (!Object.hasOwn(functions, name))
      throw new TypeError(`There is no ${module.slice(0, 80)}.${name.slice(0, 80)} here`);
    const result = functions[name]!(...(decodeValue(args) as unknown[]));
    if (result instanceof Promise) return `{"ok":true,"ticket":${tickets.add(result)}}`;
    return replyText(result);
  } catch (error) {
    return failText(error);
  }
}

function replyText(value: unknown): string {
  try {
    return `{"ok":true,"v":${encodeValue(value)}}`;
  } catch (error) {
    return failText(error);
  }
}

/** An error of a world as the learner may see it: what Node would say, never a path or a stack of ours. */
function failText(error: unknown): string {
  const told = error instanceof Error ? error : new Error('The call failed');
  const code = (told as { code?: unknown }).code;
  const e = { name: told.name, message: told.message.slice(0, 1_000), ...(typeof code === 'string' ? { code } : {}) };
  return JSON.stringify({ ok: false, e });
}

/** Promises of world functions that the learner's program waits for. */
class Tickets {
  #owed = 0;
  #last = 0;
  readonly #settled: { ticket: number; reply: string }[] = [];
  #change = Promise.withResolvers<void>();

  add(promise: Promise<unknown>): number {
    const ticket = ++this.#last;
    this.#owed++;
    const arrived = (reply: string): void => {
      this.#owed--;
      this.#settled.push({ ticket, reply });
      this.#changed();
    };
    promise.then(
      (value) => arrived(replyText(value)),
      (error: unknown) => arrived(failText(error)),
    );
    return ticket;
  }

  /** Whether the host is still at work on an answer. */
  get open(): boolean {
    return this.#owed > 0;
  }

  /** The next answer that comes; undefined when none is owed to anybody. */
  async next(): Promise<{ ticket: number; reply: string } | undefined> {
    // Several calls may wait here, and another one may have taken what came.
    while (this.#settled.length === 0 && this.#owed > 0) await this.#change.promise;
    return this.#settled.length > 0 ? this.take(0) : undefined;
  }

  /** Waits for every answer that is owed, so that the order in which they come decides nothing. How many there are. */
  async ready(): Promise<number> {
    while (this.#owed > 0) await this.#change.promise;
    this.#settled.sort((a, b) => a.ticket - b.ticket);
    return this.#settled.length;
  }

  /** The nth of the answers that came. */
  take(nth: number): { ticket: number; reply: string } {
    return this.#settled.splice(nth, 1)[0]!;
  }

  #changed(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers<void>();
    resolve();
  }
}

/** Calls into the isolate, and what they may use. */
class Runner {
  readonly #warm: WarmIsolate;
  /** How long a call may take on the clock, ms. */
  readonly #timeout: number;
  /** The learner's files. */
  readonly names: readonly string[];
  readonly #tickets: Tickets;
  #cpuMs: number;
  #lastCall = 0;
  /** CPU time outside of all calls when the host began to work for the program; undefined while it does nothing for it. */
  #hostSinceMs: number | undefined;

  constructor(warm: WarmIsolate, { cpuUsedMs, patience, files }: ProgramOptions, tickets: Tickets) {
    this.#warm = warm;
    this.#tickets = tickets;
    this.#timeout = limits.callCpuMs * patience;
    this.names = files.map(({ name }) => name);
    this.#cpuMs = cpuUsedMs;
  }

  cpuMs(): number {
    return this.#cpuMs;
  }

  /** A number for a call: none is used twice. */
  nextCall(): number {
    return ++this.#lastCall;
  }

  /** The value in a reply; throws what the program threw. */
  value(text: string): unknown {
    return valueIn(text, this.names);
  }

  /** Puts a file's function in place; none of the learner's code runs yet. */
  loadFile(file: CompiledFile): void {
    const { isolate, context, dispatch } = this.#warm;
    try {
      // 0 - 0, since isolated-vm refuses -0.
      const script = isolate.compileScriptSync(file.code, { filename: file.name, columnOffset: 0 - file.prefixLength });
      const options = { reference: true, release: true, timeout: this.#timeout } as const;
      const loader = script.runSync(context, options);
      dispatch.applySync(undefined, ['file', file.name, loader.derefInto({ release: true })]);
    } catch {
      // The compile process has taken this text for one function: what is left is a text too large for this engine.
      throw new ProgramFault(isolate.isDisposed ? memoryFault : tooLarge);
    }
  }

  /** Throws a LearnerError when a rejection was left that nothing handled: isolated-vm passes it on, and keeps the result. */
  dispatch(operation: string, first: string | number = '', second = '', call = 0): string {
    const { isolate, dispatch } = this.#warm;
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    this.#chargeHost();
    const began = performance.now();
    const before = threadCpuMs();
    const innerBefore = innerCpuMs;
    let text: unknown;
    let thrown: { error: unknown } | undefined;
    depth++;
    try {
      text = dispatch.applySync(undefined, [operation, first, second, call], { timeout: this.#timeout });
    } catch (error) {
      thrown = { error };
    }
    depth--;
    const allMs = threadCpuMs() - before;
    const spentMs = allMs - (innerCpuMs - innerBefore);
    innerCpuMs = innerBefore + allMs;
    this.#cpuMs += spentMs;
    this.#hostSinceMs = this.#tickets.open && depth === 0 ? threadCpuMs() - innerCpuMs : undefined;
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    if (spentMs > limits.callCpuMs) throw new ProgramFault(timeFault);
    if (this.#cpuMs > limits.runCpuMs) throw new ProgramFault(runTimeFault);
    // Told by the clock and not by the error's words, which the program can write as well.
    if (thrown && performance.now() - began >= this.#timeout) throw new ProgramFault(starvedFault);
    if (thrown) throw rejectionOf(thrown.error, this.names);
    if (typeof text !== 'string') throw new ProgramFault(outputFault);
    return text;
  }

  /** What the host did between two calls, while it owed the program an answer, is the program's CPU time as well. */
  #chargeHost(): void {
    // In the middle of another program's call, what was used since is that program's.
    if (this.#hostSinceMs === undefined || depth > 0) return;
    const spentMs = threadCpuMs() - innerCpuMs - this.#hostSinceMs;
    innerCpuMs += spentMs;
    this.#cpuMs += spentMs;
    this.#hostSinceMs = undefined;
  }
}

const tooLarge: Fault = { code: 'syntax', message: 'The program is nested too deeply for the engine to read' };

/** CPU time that some program has paid for, so that none pays for another one that it calls or waits for. */
let innerCpuMs = 0;
/** How many calls are under way, one inside of the other. */
let depth = 0;

/** The isolate runs on this thread. Its own `cpuTime` counts the time on the clock, which a busy machine stretches. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
