/** The signs of a verdict: each has a shape of its own, so that no colour has to be told apart. */
import { branch, type Branch } from '../tree/tree.ts';

const shapes = {
  /** Holds. */
  passed: 'M3.5 8.5l3 3 6-7',
  /** Does not hold. */
  failed: 'M4 4l8 8M12 4l-8 8',
  /** The program itself. */
  fault: 'M8 3v6M8 12.6v.1',
  /** Nobody knows. */
  inconclusive: 'M5.6 6.2a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6M8 12.6v.1',
} as const;

/** An icon, hidden from screen readers: a word stands beside it. */
export function icon(name: keyof typeof shapes): Branch {
  const stroke = {
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.9',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  return branch(
    `span.icon.${name}`,
    { 'aria-hidden': 'true' },
    branch('svg', { viewBox: '0 0 16 16', width: '16', height: '16', ...stroke }, branch('path', { d: shapes[name] })),
  );
}
