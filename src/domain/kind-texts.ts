/** What the workspace says, by the kind of the exercise. */
export interface KindTexts {
  /** The label of the button that has the work judged, and while it is being judged. */
  readonly run: string;
  readonly running: string;
  /** Where findings will appear. */
  readonly empty: string;
  /** After passing. */
  readonly passed: string;
}

const fix: KindTexts = {
  run: 'Run',
  running: 'Running…',
  empty: 'Findings appear here after a run. The starter works and can be broken into: running it unchanged shows how.',
  passed: 'This exercise is passed. Compare the fix with others that hold, and see what each costs.',
};

const texts: Readonly<Record<string, KindTexts>> = {
  fix,
  break: {
    ...fix,
    empty:
      'Findings appear here after a run. The starter is a well-behaved client: running it shows what the app answers.',
    passed: 'This exercise is passed. Compare the attack with others, and see what would have stopped them.',
  },
  test: {
    ...fix,
    empty:
      'Findings appear here after a run. The test runs on right versions of the app and on vulnerable ones: the starter lets all of them through.',
    passed: 'This exercise is passed. Compare the test with others that notice everything.',
  },
  spot: {
    run: 'Check',
    running: 'Checking…',
    empty: 'Findings appear here after a check. Mark lines in the code, name the weakness, and have both checked.',
    passed: 'This exercise is passed. The explanation goes through each place with the attack that reaches it.',
  },
  review: {
    run: 'Check',
    running: 'Checking…',
    empty:
      'Findings appear here after a check. Each input is run against its patch for real; a patch may be left open meanwhile.',
    passed: 'This exercise is passed. The explanation says what each patch does and does not do.',
  },
};

/** The texts for an exercise of this kind. */
export function kindTexts(kind: string): KindTexts {
  return texts[kind] ?? fix;
}
