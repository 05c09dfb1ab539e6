/** How a program's CPU time grows with the size of its input. Growth is judged and never a time: a slow or busy machine changes nothing. */
import type { Cost, CostPoint } from '../exercise.ts';
import { limits } from '../limits.ts';
import { LearnerError, ProgramFault, starvedFault, timeFault } from './faults.ts';
import type { Measured } from './program.ts';

/** A program of its own for one measurement, with its state from nothing; `patience` as in ProgramOptions. */
type Open = (patience: number) => Measured;

/**
 * Calls an exported function with arguments of each size, the smallest first. The first size whose call is cut off is the last.
 * Throws ProgramFault for any fault other than one of CPU time.
 */
export async function costOf(
  open: Open,
  name: string,
  argsOfSize: (size: number) => readonly unknown[],
  sizes: readonly number[],
): Promise<Cost> {
  const ordered = [...new Set(sizes)].sort((a, b) => a - b);
  if (ordered.length < 3 || ordered[0]! < 1) throw new RangeError('app.cost() needs at least three sizes, from 1 on');
  const measure = new Measurement(open, name, argsOfSize);
  try {
    const points: CostPoint[] = [];
    for (const size of ordered) if (points.at(-1)?.cutOff !== true) points.push(await measure.point(size));
    const exponent = exponentOf(points);
    return { points, exponent, cutOff: points.at(-1)!.cutOff, growth: growthOf(exponent) };
  } finally {
    measure.close();
  }
}

/** Calls are repeated until they took so long together: some systems count CPU time in steps of 4 ms. */
const enoughMs = 24;
const mostCalls = 24;
/** Below it, a call is mostly what it takes to make one. */
const floorMs = 2;

/** The program is opened again after a call that was cut off, or for which the machine had no time. */
class Measurement {
  readonly #open: Open;
  readonly #name: string;
  readonly #argsOfSize: (size: number) => readonly unknown[];
  #program: Measured | undefined;

  constructor(open: Open, name: string, argsOfSize: (size: number) => readonly unknown[]) {
    this.#open = open;
    this.#name = name;
    this.#argsOfSize = argsOfSize;
  }

  /** Of two series the quicker one: whatever disturbs a measurement makes it longer. */
  async point(size: number): Promise<CostPoint> {
    const first = await this.#series(size);
    const second = first === undefined || first > enoughMs ? first : await this.#series(size);
    if (first === undefined) return { size, ms: limits.callCpuMs, cutOff: true };
    return { size, ms: Math.min(first, second ?? first), cutOff: false };
  }

  close(): void {
    this.#program?.dispose();
    this.#program = undefined;
  }

  /** Milliseconds of one call; undefined when it was cut off. */
  async #series(size: number): Promise<number | undefined> {
    let sum = 0;
    for (let calls = 1; ; calls++) {
      const ms = await this.#call(this.#argsOfSize(size));
      if (ms === undefined) return undefined;
      sum += ms;
      if (sum >= enoughMs || calls === mostCalls) return sum / calls;
    }
  }

  /** Each attempt waits twice as long on the clock as the one before, so that none uses much more CPU time than it may. */
  async #call(args: readonly unknown[]): Promise<number | undefined> {
    for (let patience = 1.2; patience < 100; patience *= 2) {
      const ms = await this.#attempt(args, patience);
      if (ms !== 'starved') return ms;
    }
    throw new ProgramFault(starvedFault);
  }

  async #attempt(args: readonly unknown[], patience: number): Promise<number | undefined | 'starved'> {
    // One program must not run into the limit of a whole run by being measured often.
    if ((this.#program?.cpuMs() ?? 0) > limits.runCpuMs / 2) this.close();
    const program = (this.#program ??= this.#open(patience));
    const before = program.cpuMs();
    try {
      await program.call(this.#name, args);
    } catch (error) {
      if (error instanceof ProgramFault) this.close();
      if (error instanceof ProgramFault && error.fault.code === timeFault.code) return undefined;
      if (error instanceof ProgramFault && error.fault.message === starvedFault.message) return 'starved';
      // A refusal takes its time as well as an answer.
      if (!(error instanceof LearnerError)) throw error;
    }
    return program.cpuMs() - before;
  }
}

/** e in "ms grows as size to the power of e": fitted to what was measured, and at least what a call that was cut off proves. */
export function exponentOf(points: readonly CostPoint[]): number {
  const known = points.map(({ size, ms, cutOff }) => ({
    x: Math.log(size),
    y: Math.log(Math.max(ms, floorMs)),
    cutOff,
  }));
  const measured = known.filter(({ cutOff }) => !cutOff);
  const last = known.at(-1);
  const before = measured.at(-1);
  const proven = last?.cutOff === true ? (before ? (last.y - before.y) / (last.x - before.x) : Infinity) : 0;
  // What lies on the floor says nothing of growth but where it leaves off.
  const first = measured.findLastIndex(({ y }) => y === Math.log(floorMs));
  return Math.max(slopeOf(measured.slice(Math.max(0, first))), proven, 0);
}

/** Least squares. */
function slopeOf(points: readonly { x: number; y: number }[]): number {
  if (points.length < 2) return 0;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const above = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return above / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

function growthOf(exponent: number): Cost['growth'] {
  if (exponent < 1.5) return 'linear';
  return exponent < 4 ? 'polynomial' : 'exponential';
}
