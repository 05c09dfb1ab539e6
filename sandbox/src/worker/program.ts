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
  starvedFault,
  timeFault,
  unsettled,
  type Place,
} from './faults.ts';
import { lookIn, missingIn, placeIn, rejectionOf, valueIn } from './reply.ts';
import { Stuck, runTogether, type Steps } from './schedule.ts';
import type { WarmIsolate } from './warm-isolate.ts';

export { LearnerError, ProgramFault, starvedFault };

/** One test of the learner's. `error` is set when it failed. */
export interface TestResult {
  name: string;
  error?: { message: string; place: Place | undefined };
}

export interface Program {
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** As call(), but what is not a promise in the program is none here, and what throws at once throws at once. */
  callNow(name: string, args: readonly unknown[]): unknown;
  /** Runs what the program registered with node:test, one after the other. */
  runTests(): Promise<TestResult[]>;
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
  const run = new Runner(warm, options);

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
    runTests: async () => testResults(await open('tests', '', undefined), run.names),
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
function testResults(said: unknown, files: readonly string[]): TestResult[] {
  const results = Array.isArray(said) ? (said as unknown[]).slice(0, 1_000) : [];
  return results.map((one) => {
    const { name, error } = (one ?? {}) as { name?: unknown; error?: unknown };
    const told = { name: textOf(name).slice(0, 200) };
    return error === undefined ? told : { ...told, error: testError(error, files) };
  });
}

function testError(error: unknown, files: readonly string[]): NonNullable<TestResult['error']> {
  const { name, message, stack } = (error ?? {}) as Record<string, unknown>;
  return {
    message: `${textOf(name)}: ${textOf(message)}`.slice(0, 1_900),
    place: placeIn(textOf(stack).slice(0, 5_000), files),
  };
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
    if (steps > 10_000) throw new ProgramFault(unsettled('A promise was not settled after 10,000 timers'));
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
  #cpuMs: number;
  #lastCall = 0;

  constructor(warm: WarmIsolate, { cpuUsedMs, patience, files }: ProgramOptions) {
    this.#warm = warm;
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
    const began = performance.now();
    const before = threadCpuMs();
    const innerBefore = innerCpuMs;
    let text: unknown;
    let thrown: { error: unknown } | undefined;
    try {
      text = dispatch.applySync(undefined, [operation, first, second, call], { timeout: this.#timeout });
    } catch (error) {
      thrown = { error };
    }
    const allMs = threadCpuMs() - before;
    const spentMs = allMs - (innerCpuMs - innerBefore);
    innerCpuMs = innerBefore + allMs;
    this.#cpuMs += spentMs;
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    if (spentMs > limits.callCpuMs || this.#cpuMs > limits.runCpuMs) throw new ProgramFault(timeFault);
    // Told by the clock and not by the error's words, which the program can write as well.
    if (thrown && performance.now() - began >= this.#timeout) throw new ProgramFault(starvedFault);
    if (thrown) throw rejectionOf(thrown.error, this.names);
    if (typeof text !== 'string') throw new ProgramFault(outputFault);
    return text;
  }
}

const tooLarge: Fault = { code: 'syntax', message: 'The program is nested too deeply for the engine to read' };

/** CPU time of calls that have ended, so that a program does not pay for another one that it calls in the middle of its own. */
let innerCpuMs = 0;

/** The isolate runs on this thread. Its own `cpuTime` counts the time on the clock, which a busy machine stretches. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
