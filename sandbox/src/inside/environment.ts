/**
 * The learner's globals: deterministic where a real machine is not, and without what could harm or tell the time.
 * Clock and timers are virtual: they move only when the program waits.
 */
import { textOf } from './codec.ts';
import {
  RealArrayBuffer,
  RealDate,
  RealTypeError,
  apply,
  bare,
  bareList,
  construct,
  ownKeys,
  promiseThen,
  put,
  resolved,
  stringify,
} from './primordials.ts';

const scope = globalThis as unknown as Record<string, unknown>;

let now = 0;
let random = 1;

/** Starts the clock and the random numbers of a run. */
export function setClock(milliseconds: number, seed: number): void {
  now = milliseconds;
  random = seed >>> 0 || 1;
}

export function installEnvironment(): void {
  installDate();
  installRandom();
  installTimers();
  installBuffers();
  for (let i = 0; i < absent.length; i++) delete scope[absent[i]!];
}

/** Shared memory gives a clock; weak references show when memory is collected; WebAssembly needs a compiler that may be off. */
const absent = ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'WeakRef', 'FinalizationRegistry'];

function installDate(): void {
  const VirtualDate = function Date(this: unknown, ...values: unknown[]): unknown {
    if (new.target === undefined) return textOf(new RealDate(now), 100);
    return construct(RealDate, values.length === 0 ? [now] : values, new.target);
  };
  put(VirtualDate, 'now', () => now);
  put(VirtualDate, 'parse', RealDate.parse);
  put(VirtualDate, 'UTC', RealDate.UTC);
  VirtualDate.prototype = RealDate.prototype;
  put(RealDate.prototype, 'constructor', VirtualDate);
  scope['Date'] = VirtualDate;
  installFormat();
}

/** Intl's formatters read the real clock when they get no date. */
function installFormat(): void {
  const prototype = Intl.DateTimeFormat.prototype;
  const realParts = prototype.formatToParts;
  const realFormat = Object.getOwnPropertyDescriptor(prototype, 'format')!.get!;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const format = apply(realFormat, this, []) as (date: unknown) => string;
      return (date?: unknown) => format(date === undefined ? now : date);
    },
  });
  put(prototype, 'formatToParts', function formatToParts(this: Intl.DateTimeFormat, date?: unknown) {
    return apply(realParts, this, [date === undefined ? now : date]) as Intl.DateTimeFormatPart[];
  });
}

function installRandom(): void {
  put(Math, 'random', () => {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return (random >>> 0) / 4_294_967_296;
  });
}

/** A buffer that can grow can hold far more than the memory limit counts. */
function installBuffers(): void {
  const FixedArrayBuffer = function ArrayBuffer(this: unknown, length?: unknown): unknown {
    if (new.target === undefined) throw new RealTypeError("Constructor ArrayBuffer requires 'new'");
    return construct(RealArrayBuffer, [length], new.target);
  };
  FixedArrayBuffer.prototype = RealArrayBuffer.prototype;
  put(FixedArrayBuffer, 'isView', RealArrayBuffer.isView);
  put(RealArrayBuffer.prototype, 'constructor', FixedArrayBuffer);
  const growing = ['resize', 'transfer', 'transferToFixedLength'];
  for (let i = 0; i < growing.length; i++)
    delete (RealArrayBuffer.prototype as unknown as Record<string, unknown>)[growing[i]!];
  scope['ArrayBuffer'] = FixedArrayBuffer;
}

interface Timer {
  at: number;
  run: () => unknown;
  every: number | undefined;
}

const timers = bare<Timer>();
let lastTimer = 0;
/** As in Node, a longer delay is one of 1 ms. */
const longestDelay = 2 ** 31 - 1;

function installTimers(): void {
  scope['setTimeout'] = (run: unknown, delay?: unknown, ...values: unknown[]) => addTimer(run, delay, values, false);
  scope['setInterval'] = (run: unknown, delay?: unknown, ...values: unknown[]) => addTimer(run, delay, values, true);
  scope['setImmediate'] = (run: unknown, ...values: unknown[]) => addTimer(run, 0, values, false);
  scope['clearTimeout'] =
    scope['clearInterval'] =
    scope['clearImmediate'] =
      (id: unknown) => {
        if (typeof id === 'number') delete timers[id];
      };
  scope['queueMicrotask'] = (run: () => void) => {
    if (typeof run !== 'function') throw new RealTypeError('queueMicrotask() needs a function');
    void promiseThen(resolved(), run);
  };
}

function addTimer(run: unknown, delay: unknown, values: unknown[], repeats: boolean): number {
  if (typeof run !== 'function') throw new RealTypeError('A timer needs a function');
  const asked = +(delay as number);
  const wait = asked >= 1 && asked <= longestDelay ? asked : 1;
  const timer = bare() as unknown as Timer;
  timer.at = now + wait;
  timer.run = () => apply(run as () => unknown, undefined, values);
  timer.every = repeats ? wait : undefined;
  timers[++lastTimer] = timer;
  return lastTimer;
}

/** A timer of our own: the program can't replace it. */
export function after(milliseconds: number, run: () => void): void {
  addTimer(run, milliseconds, [], false);
}

/** The virtual time, ms since 1970. */
export function virtualNow(): number {
  return now;
}

/** Moves the clock on; runs no timer. */
export function moveClock(milliseconds: number): void {
  now += milliseconds;
}

/** How many ms from now the next timer is due; -1 when there is none. */
export function nextTimerIn(): number {
  const first = firstTimer();
  if (first === undefined) return -1;
  const wait = timers[first]!.at - now;
  return wait > 0 ? wait : 0;
}

function firstTimer(): string | undefined {
  const ids = ownKeys(timers) as string[];
  let first: string | undefined;
  for (let i = 0; i < ids.length; i++) {
    if (first === undefined || timers[ids[i]!]!.at < timers[first]!.at) first = ids[i]!;
  }
  return first;
}

/** Runs the timer that is due first, moving the clock on. False when there is none. What it throws is the caller's. */
export function runNextTimer(): boolean {
  const first = firstTimer();
  if (first === undefined) return false;
  const timer = timers[first]!;
  if (timer.at > now) now = timer.at;
  if (timer.every === undefined) delete timers[first];
  else timer.at = now + timer.every;
  timer.run();
  return true;
}

let logLines = bareList();
let logCount = 0;
let logBytes = 0;
let dropped = 0;
let mostLines = 0;
let mostBytes = 0;

/** Gives the program a console that keeps at most so many lines and characters. */
export function installConsole(lines: number, bytes: number): void {
  mostLines = lines;
  mostBytes = bytes;
  const console = bare();
  const levels = ['log', 'info', 'warn', 'error', 'debug'];
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i]!;
    put(console, level, (...values: unknown[]) => keep(level, values));
  }
  scope['console'] = console;
}

function keep(level: string, values: readonly unknown[]): void {
  if (logCount >= mostLines || logBytes >= mostBytes) {
    dropped++;
    return;
  }
  let text = '';
  for (let i = 0; i < values.length && i < 10; i++) text += (i === 0 ? '' : ' ') + shown(values[i]);
  text = textOf(text, 2_000);
  logBytes += text.length;
  const line = bare();
  put(line, 'level', level);
  put(line, 'text', text);
  // Last, and whole: the stack may end anywhere before.
  put(logLines, logCount, line);
  logCount++;
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return textOf(value, 1_000);
  try {
    const text = stringify(value) as string | undefined;
    return text === undefined || text === '{}' ? textOf(value, 1_000) : textOf(text, 1_000);
  } catch {
    return textOf(value, 1_000);
  }
}

/** The log so far as text; it starts anew. */
export function takeLog(): string {
  const taken = bare();
  put(taken, 'lines', logLines);
  put(taken, 'dropped', dropped);
  logLines = bareList();
  logCount = 0;
  dropped = 0;
  return stringify(taken);
}
