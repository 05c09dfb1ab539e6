/** What a verdict is made of: one item for each finding, by the exercise's kind. */
import type { Planned } from '../plan.ts';
import type { Finding } from '../verdict.ts';
import type { Job, JudgedExercise } from './judge.ts';
import { breakItems } from './kinds/break.ts';
import { fixItems } from './kinds/fix.ts';
import { reviewItems } from './kinds/review.ts';
import { testItems } from './kinds/test.ts';
import type { Run } from './run.ts';

export interface Item {
  facts: Planned;
  /** Tries it, once. Throws ProgramFault when the program breaks a limit. */
  judge: () => Promise<Judged>;
}

export type Judged = Omit<Finding, 'id' | 'kind' | 'title'>;

export interface Items {
  items: readonly Item[];
  /** Ends what is still loaded. */
  close: () => void;
}

/** Every item in the order of the verdict. */
export function itemsOf(job: Job, judged: JudgedExercise, run: Run): Items {
  const { exercise } = judged;
  switch (exercise.kind) {
    case 'fix':
      return fixItems(job, exercise, judged, run);
    case 'break':
      return breakItems(job, exercise, judged, run);
    case 'test':
      return testItems(job, exercise, run);
    case 'review':
      return reviewItems(job, exercise, judged, run);
    case 'spot':
      throw new Error(`Cannot run "${exercise.id}": an exercise of kind spot has no program`);
  }
}
