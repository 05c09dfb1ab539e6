/** The learner's program in an isolate of its own. Texts go in, capped texts come out; everything that comes out is doubted. */
import ivm from 'isolated-vm';
import type { CompiledFile } from '../compile/compiled.ts';
import type { App } from '../exercise.ts';
import { limits } from '../limits.ts';
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
import { missingIn, placeIn, rejectionOf, valueIn } from './reply.ts';

export { LearnerError, ProgramFault, starvedFault };

/** An isolate with our code loaded, and none of the learner's yet. */
export interface WarmIsolate {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  readonly dispatch: ivm.Reference;
  /** Where calls from the isolate go. Set when a program moves in. */
  answer: (module: string, name: string, args: string) => string;
}

/** Makes an isolate ready for a program; can be done before there is one. */
export function warmIsolate(insideCode: string): WarmIsolate {
  const isolate = new ivm.Isolate({ memoryLimit: limits.memoryMb });
  const context = isolate.createContextSync();
  const warm = { isolate, context, answer: () => '' } as unknown as {
    -readonly [K in keyof WarmIsolate]: WarmIsolate[K];
  };
  const callback = new ivm.Callback((module: unknown, name: unknown, args: unknown) => {
    if (typeof module !== 'string' || typeof name !== 'string' || typeof args !== 'string') return '';
    return warm.answer(module, name, args);
  });
  const dispatch: unknown = context.evalClosureSync(insideCode, [callback], {
    result: { reference: true },
    filename: 'ounce',
  });
  warm.dispatch = dispatch as ivm.Reference;
  return warm;
}

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
  takeLog(): string;
  cpuMs(): number;
  cost: App['cost'];
  dispose(): void;
}

/** What can be measured: a program without the means to measure itself. */
export type Measured = Omit<Program, 'cost'>;

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

  const finish = async (text: string): Promise<unknown> => valueIn(await settledText(run, tickets, text), run.names);
  return {
    call: async (name, args) => finish(run.dispatch('call', name, encodeValue(args))),
    callNow: (name, args) => {
      const text = run.dispatch('call', name, encodeValue(args));
      return text === 'PENDING' ? finish(text) : valueIn(text, run.names);
    },
    runTests: async () => testResults(await finish(run.dispatch('tests')), run.names),
    request: async (name, request) => finish(run.dispatch('request', name, encodeValue(request))),
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
async function settledText(run: Runner, tickets: Tickets, first: string): Promise<string> {
  let text = first;
  for (let steps = 0; text === 'PENDING' || text === 'WAITING'; steps++) {
    if (steps > 10_000) throw new ProgramFault(unsettled('A promise was not settled after 10,000 timers'));
    if (tickets.open > 0) {
      const { ticket, reply } = await tickets.next();
      run.dispatch('settle', ticket, reply);
    }
    text = run.dispatch('poll');
  }
  if (text === 'UNSETTLED')
    throw new ProgramFault(unsettled('A promise is never settled: nothing is left that could resolve or reject it'));
  return text;
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
  open = 0;
  #last = 0;
  readonly #settled: { ticket: number; reply: string }[] = [];
  #wake: (() => void) | undefined;

  add(promise: Promise<unknown>): number {
    const ticket = ++this.#last;
    this.open++;
    const arrived = (reply: string): void => {
      this.#settled.push({ ticket, reply });
      this.#wake?.();
    };
    promise.then(
      (value) => arrived(replyText(value)),
      (error: unknown) => arrived(failText(error)),
    );
    return ticket;
  }

  async next(): Promise<{ ticket: number; reply: string }> {
    while (this.#settled.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    this.open--;
    return this.#settled.shift()!;
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

  constructor(warm: WarmIsolate, { cpuUsedMs, patience, files }: ProgramOptions) {
    this.#warm = warm;
    this.#timeout = limits.callCpuMs * patience;
    this.names = files.map(({ name }) => name);
    this.#cpuMs = cpuUsedMs;
  }

  cpuMs(): number {
    return this.#cpuMs;
  }

  /** Puts a file's function in place; none of the learner's code runs yet. */
  loadFile(file: CompiledFile): void {
    const { isolate, context, dispatch } = this.#warm;
    try {
      const script = isolate.compileScriptSync(file.code, { filename: file.name, columnOffset: -file.prefixLength });
      const options = { reference: true, release: true, timeout: this.#timeout } as const;
      const loader = script.runSync(context, options);
      dispatch.applySync(undefined, ['file', file.name, loader.derefInto({ release: true })]);
    } catch {
      // The compile process has taken this text for one function: what is left is a text too large for this engine.
      throw new ProgramFault(isolate.isDisposed ? memoryFault : tooLarge);
    }
  }

  /** Throws a LearnerError when a rejection was left that nothing handled: isolated-vm passes it on, and keeps the result. */
  dispatch(operation: string, first: string | number = '', second = ''): string {
    const { isolate, dispatch } = this.#warm;
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    const began = performance.now();
    const before = threadCpuMs();
    const innerBefore = innerCpuMs;
    let text: unknown;
    let thrown: { error: unknown } | undefined;
    try {
      text = dispatch.applySync(undefined, [operation, first, second], { timeout: this.#timeout });
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
