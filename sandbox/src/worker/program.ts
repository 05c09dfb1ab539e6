/** The learner's program in an isolate of its own. Texts go in, capped texts come out; everything that comes out is doubted. */
import ivm from 'isolated-vm';
import type { CompiledFile } from '../compile/compiled.ts';
import { limits } from '../limits.ts';
import type { Draw } from '../exercise.ts';
import type { Fault } from '../verdict.ts';
import type { WorldModule } from '../worlds/world.ts';
import { decodeParsed, decodeValue, encodeValue } from './codec.ts';
import { Stuck, runTogether, type Steps } from './schedule.ts';
import type { WarmIsolate } from './warm-isolate.ts';

/** The learner's code threw: expected, and the check's to judge. */
export class LearnerError extends Error {
  override readonly name: string;
  /** Where in the learner's files, as far as the error tells. */
  readonly place: Place | undefined;
  constructor(name: string, message: string, place: Place | undefined) {
    super(message);
    this.name = name;
    this.place = place;
  }
}

export interface Place {
  file: string;
  line: number;
  column: number;
}

/** The program broke a limit or can't be run: the run ends here. */
export class ProgramFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
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
  /** Several calls at once, interleaved as drawn: for each its result, or what it threw. */
  together(calls: readonly (readonly [name: string, ...args: unknown[]])[], draw: Draw): Promise<Came[]>;
  /** The virtual time, ms since 1970. */
  now(): number;
  /** Moves the virtual clock on: timers that fall due run, in order. Rejects when one throws. */
  advance(milliseconds: number): Promise<void>;
  takeLog(): string;
  cpuMs(): number;
  dispose(): void;
}

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
export function openProgram(warm: WarmIsolate, options: ProgramOptions): Program {
  const tickets = new Tickets();
  warm.answer = (module, name, args) => answerCall(options.modules(), tickets, module, name, args);
  const run = new Runner(warm, options, tickets);

  run.dispatch('configure', configuration(options));
  for (const file of options.files) run.loadFile(file);
  const started = JSON.parse(run.dispatch('start', options.main, JSON.stringify(options.entry))) as Reply & {
    missing?: string[];
  };
  if (!started.ok) throw new ProgramFault(loadFault(errorOf(started)));
  if (started.missing?.length) throw new ProgramFault(entryFault(started.missing, options));

  const open = async (operation: string, name: string, values: unknown): Promise<unknown> => {
    const id = run.nextCall();
    return valueOf(await settledText(run, tickets, id, run.dispatch(operation, name, encodeValue(values), id)));
  };
  return {
    call: (name, args) => open('call', name, args),
    callNow: (name, args) => {
      const id = run.nextCall();
      const text = run.dispatch('call', name, encodeValue(args), id);
      return text === 'PENDING' ? settledText(run, tickets, id, text).then(valueOf) : valueOf(text);
    },
    runTests: async () => testResults(await open('tests', '', undefined)),
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
function testResults(said: unknown): TestResult[] {
  const results = Array.isArray(said) ? (said as unknown[]).slice(0, 1_000) : [];
  return results.map((one) => {
    const { name, error } = (one ?? {}) as { name?: unknown; error?: unknown };
    const told = { name: String(name).slice(0, 200) };
    return error === undefined ? told : { ...told, error: testError(error) };
  });
}

function testError(error: unknown): NonNullable<TestResult['error']> {
  const { name, message, stack } = error as Record<string, unknown>;
  return { message: `${String(name)}: ${String(message)}`.slice(0, 1_900), place: placeIn(String(stack)) };
}

interface Reply {
  ok: boolean;
  v?: unknown;
  fault?: string;
  e?: { name: string; message: string; stack: string };
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

function loadFault(error: LearnerError): Fault {
  return {
    code: 'load',
    message: `The program threw while it was loaded: ${error.name}: ${error.message}`.slice(0, 2_000),
    ...error.place,
  };
}

function entryFault(missing: readonly string[], { main, entry }: ProgramOptions): Fault {
  const names = (list: readonly string[]): string => list.map((name) => `"${name}"`).join(', ');
  return {
    code: 'entry',
    message: `${main} must export the functions ${names(entry)}; missing: ${names(missing)}`,
  };
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

function unsettled(message: string): Fault {
  return { code: 'unsettled', message };
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
    return texts.map(cameOf);
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
      const look = JSON.parse(run.dispatch('look')) as Record<'turns' | 'timerIn', number> & { answered: number[] };
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

function cameOf(text: string): Came {
  try {
    return { value: valueOf(text) };
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
    if (text !== 'PENDING') valueOf(text);
  }
  throw new ProgramFault(unsettled(`More than ${mostTicks} timers ran while the clock was moved on`));
}

function nowIn(run: Runner): number {
  return (JSON.parse(run.dispatch('look')) as { now: number }).now;
}

function valueOf(text: string): unknown {
  let reply: Reply;
  try {
    reply = JSON.parse(text) as Reply;
    if (reply.ok) return decodeParsed(reply.v);
  } catch {
    throw new ProgramFault(outputFault);
  }
  if (reply.fault !== undefined) throw new ProgramFault(outputFault);
  throw errorOf(reply);
}

const outputFault: Fault = {
  code: 'output',
  message: `A result is too large or too deep to look at: at most ${limits.value.bytes / 1024} KB, ${limits.value.nodes} values, ${limits.value.depth} levels`,
};

function errorOf(reply: Reply): LearnerError {
  const { name, message, stack } = reply.e ?? { name: 'Error', message: '', stack: '' };
  return new LearnerError(String(name).slice(0, 80), String(message).slice(0, 1_100), placeIn(String(stack)));
}

/** The topmost frame in a learner's file. The stack is the learner's text: only bounded numbers and a plain name are taken from it. */
function placeIn(stack: string): Place | undefined {
  const found = /(?:\(|at )([a-z0-9./-]{1,60}\.ts):(\d{1,5}):(\d{1,5})\)?(?:\n|$)/i.exec(stack);
  if (!found) return undefined;
  const place = { file: found[1]!, line: Number(found[2]), column: Number(found[3]) };
  return place.line > 0 && place.column > 0 ? place : undefined;
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
  readonly #patience: number;
  readonly #tickets: Tickets;
  #cpuMs: number;
  #lastCall = 0;
  /** CPU time outside of all calls when the host began to work for the program; undefined while it does nothing for it. */
  #hostSinceMs: number | undefined;

  constructor(warm: WarmIsolate, { cpuUsedMs, patience }: ProgramOptions, tickets: Tickets) {
    this.#warm = warm;
    this.#tickets = tickets;
    this.#patience = patience;
    this.#cpuMs = cpuUsedMs;
  }

  cpuMs(): number {
    return this.#cpuMs;
  }

  /** A number for a call: none is used twice. */
  nextCall(): number {
    return ++this.#lastCall;
  }

  /** Puts a file's function in place; none of the learner's code runs yet. */
  loadFile(file: CompiledFile): void {
    const { isolate, context, dispatch } = this.#warm;
    const script = isolate.compileScriptSync(file.code, { filename: file.name, columnOffset: -file.prefixLength });
    const loader: unknown = script.runSync(context, { reference: true, release: true });
    dispatch.applySync(undefined, ['file', file.name, (loader as ivm.Reference).derefInto({ release: true })]);
  }

  dispatch(operation: string, first: string | number = '', second = '', call = 0): string {
    const { isolate, dispatch } = this.#warm;
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    this.#chargeHost();
    const before = threadCpuMs();
    const innerBefore = innerCpuMs;
    let text: unknown;
    let thrown: unknown;
    depth++;
    try {
      text = dispatch.applySync(undefined, [operation, first, second, call], {
        timeout: limits.callCpuMs * this.#patience,
      });
    } catch (error) {
      thrown = error ?? new Error();
    }
    depth--;
    const allMs = threadCpuMs() - before;
    const spentMs = allMs - (innerCpuMs - innerBefore);
    innerCpuMs = innerBefore + allMs;
    this.#cpuMs += spentMs;
    this.#hostSinceMs = this.#tickets.open && depth === 0 ? threadCpuMs() - innerCpuMs : undefined;
    if (thrown !== undefined) throw new ProgramFault(this.#faultOf(thrown, spentMs));
    if (isolate.isDisposed) throw new ProgramFault(memoryFault);
    if (spentMs > limits.callCpuMs || this.#cpuMs > limits.runCpuMs) throw new ProgramFault(timeFault);
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

  #faultOf(error: unknown, spentMs: number): Fault {
    const message = error instanceof Error ? error.message : '';
    if (this.#warm.isolate.isDisposed || message.includes('memory limit')) return memoryFault;
    if (message.includes('timed out')) return spentMs >= limits.callCpuMs * 0.9 ? timeFault : starvedFault;
    return outputFault;
  }
}

/** CPU time that some program has paid for, so that none pays for another one that it calls or waits for. */
let innerCpuMs = 0;
/** How many calls are under way, one inside of the other. */
let depth = 0;

/** The isolate runs on this thread. Its own `cpuTime` counts the time on the clock, which a busy machine stretches. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const memoryFault: Fault = { code: 'memory', message: `The program used more than ${limits.memoryMb} MB of memory` };
const timeFault: Fault = {
  code: 'time',
  message: `The program used too much CPU time: at most ${limits.callCpuMs} ms a call and ${limits.runCpuMs / 1000} s in all. Is there a loop that does not end?`,
};
/** The machine was too busy to give a call its CPU time: the run is worth another try with more patience. */
export const starvedFault: Fault = {
  code: 'ours',
  message: 'The grader had too little CPU time to run the program. It is not the code: run again',
};
