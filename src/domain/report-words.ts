/** What a report calls things, by the kind of the exercise. */
import type { Finding } from '@ounce/sandbox/verdict';

/** The words for one kind of finding. `passed` and `failed` stand before a title; counts are sentences' parts. */
export interface FindingWords {
  readonly heading: string;
  /** "First finding: an attack" */
  readonly one: string;
  readonly passed: string;
  readonly failed: string;
  /** "2 of 6 defended" */
  readonly count: (passed: number, all: number) => string;
  /** "4 of 6 attacks get through" */
  readonly open: (passed: number, failed: number, all: number) => string;
  /** "2 defended" */
  readonly passedCount: (passed: number) => string;
}

export interface ReportWords {
  readonly function: FindingWords;
  readonly exploit: FindingWords;
  readonly goal: FindingWords;
  /** The heading when a function is at fault, and when something else is. */
  readonly broken: string;
  readonly open: string;
  readonly passed: (counts: Readonly<Record<Finding['kind'], number>>) => string;
}

const functions: FindingWords = {
  heading: 'Functions',
  one: 'a function',
  passed: 'Works',
  failed: 'Broken',
  count: (passed, all) => `${passed} of ${all} work`,
  open: (passed, _, all) => `${passed} of ${all} functions work`,
  passedCount: (passed) => `${passed} ${passed === 1 ? 'works' : 'work'}`,
};

const attacks: FindingWords = {
  heading: 'Attacks',
  one: 'an attack',
  passed: 'Defended',
  failed: 'Gets through',
  count: (passed, all) => `${passed} of ${all} defended`,
  open: (_, failed, all) => `${failed} of ${all} attacks get through`,
  passedCount: (passed) => `${passed} defended`,
};

/** Words for findings that are counted alike: "2 of 5 mutants noticed". */
function counted(heading: string, one: string, things: string, done: string, failed: string): FindingWords {
  return {
    heading,
    one,
    passed: done.charAt(0).toUpperCase() + done.slice(1),
    failed,
    count: (passed, all) => `${passed} of ${all} ${done}`,
    open: (passed, _, all) => `${passed} of ${all} ${things} ${done}`,
    passedCount: (passed) => `${passed} ${done}`,
  };
}

const fix: ReportWords = {
  function: functions,
  exploit: attacks,
  goal: counted('Goals', 'a goal', 'goals', 'reached', 'Not reached'),
  broken: 'Something that must keep working does not',
  open: 'An attack gets through',
  passed: ({ exploit }) =>
    `Every function works and ${exploit === 1 ? 'the one attack' : `each of ${exploit} attacks`} fails.`,
};

const words: Readonly<Record<string, ReportWords>> = {
  fix,
  break: {
    ...fix,
    function: counted('Rules', 'a rule', 'rules', 'kept', 'Broken'),
    broken: 'A rule of the exercise is broken',
    open: 'The app holds out',
    passed: ({ goal }) => `The attack reaches ${goal === 1 ? 'its goal' : `all ${goal} goals`}.`,
  },
  test: {
    ...fix,
    function: counted('Right versions', 'a right version', 'right versions', 'let through', 'Refused'),
    goal: counted('Vulnerable versions', 'a vulnerable version', 'vulnerable versions', 'noticed', 'Not noticed'),
    broken: 'The test refuses a version that is right',
    open: 'A vulnerable version is not noticed',
    passed: ({ goal }) => `The test lets every right version through and notices each of ${goal} vulnerable ones.`,
  },
  spot: {
    ...fix,
    function: {
      ...counted('Marks', 'a mark', 'marks', 'right', 'Not right'),
      open: (passed) => (passed > 0 ? 'No line is marked that is right' : 'A line is marked that is right'),
    },
    goal: counted('To find', 'something to find', 'things', 'found', 'Open'),
    broken: 'Something is marked that is not at fault',
    open: 'Something is still to be found',
    passed: () => 'Every place at fault is marked, nothing else is, and the weakness is named.',
  },
  review: {
    ...fix,
    goal: counted('Patches', 'a patch', 'patches', 'judged rightly', 'Judged wrongly or open'),
    open: 'The review is not right yet',
    passed: ({ goal }) => `All ${goal} patches are judged rightly.`,
  },
};

/** The words for an exercise of this kind. */
export function reportWords(kind: string): ReportWords {
  return words[kind] ?? fix;
}
