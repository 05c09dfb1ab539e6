/** What the findings of a verdict are called on a terminal, by the exercise's kind. */
import type { Finding, LoadedExercise } from '@ounce/sandbox';

/** How many findings of each kind of finding there are, or are not passed. */
export type Counts = Readonly<Record<Finding['kind'], number>>;

export interface VerdictWords {
  groups: Readonly<Record<Finding['kind'], string>>;
  passed: string;
  notPassed: (open: Counts, all: Counts) => string;
  /** What the payload of a finding is: four to five letters. */
  payload: string;
}

const fix: VerdictWords = {
  groups: { function: 'What must keep working', exploit: 'Attacks', goal: 'Goals' },
  passed: 'everything works, and no attack got through',
  notPassed: (open) => `${open.function} of the functions do not work, ${open.exploit} of the attacks were not stopped`,
  payload: 'sent ',
};

const words: Readonly<Record<LoadedExercise['kind'], VerdictWords>> = {
  fix,
  break: {
    ...fix,
    groups: { ...fix.groups, function: 'Rules' },
    passed: 'every goal is reached',
    notPassed: (open, all) =>
      `${open.function} of the rules are broken, ${open.goal} of ${all.goal} goals are not reached`,
  },
  test: {
    ...fix,
    groups: { ...fix.groups, function: 'Right versions', goal: 'Vulnerable versions' },
    passed: 'right versions are let through, and vulnerable ones are noticed',
    notPassed: (open, all) =>
      `${open.function} of the right versions are refused, ${open.goal} of ${all.goal} vulnerable ones are not noticed`,
  },
  spot: {
    ...fix,
    groups: { ...fix.groups, function: 'Marks', goal: 'Findings' },
    passed: 'every place at fault is marked, nothing else is, and the weakness is named',
    notPassed: (open, all) =>
      open.function > 0 && open.goal === 0
        ? 'everything is found, and something is marked that is not at fault'
        : `${open.goal} of ${all.goal} findings are open`,
    payload: 'given',
  },
  review: {
    ...fix,
    groups: { ...fix.groups, goal: 'Patches' },
    passed: 'every patch is judged rightly',
    notPassed: (open, all) => `${open.goal} of ${all.goal} patches are judged wrongly or still open`,
    payload: 'given',
  },
};

export function verdictWords(kind: LoadedExercise['kind']): VerdictWords {
  return words[kind];
}
