/** Words for the kinds of steps. */
import type { Step } from './outline.ts';

const words = { lesson: 'Lesson', exercise: 'Exercise', check: 'Check' } as const satisfies Record<
  Step['kind'],
  string
>;

/** "Lesson", "Exercise", "Check" */
export function kindText(kind: Step['kind']): string {
  return words[kind];
}
