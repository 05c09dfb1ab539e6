/** The exponent of a growth, from times at several sizes. */
import type { CostPoint } from '../exercise.ts';

/** Below it, a call is mostly what it takes to make one. */
const floorMs = 2;

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
