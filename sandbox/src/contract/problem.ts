/** What is wrong with an exercise: a permanent code, and a sentence that says what was found and what is wanted. */
export interface Problem {
  code: ProblemCode;
  message: string;
}

export const problemCodes = [
  'LOAD', // a file is missing or does not load
  'FACTS', // exercise.ts says something that is not so
  'TEXT', // instructions, hints or explanation are not as they must be
  'TOO_FEW', // of checks, exploits, accepted or wrong fixes
  'IDS', // ids of checks and exploits are not well-formed or not unique
  'STARTER_BROKEN', // a function does not hold on the starter
  'EXPLOIT_NEVER_LANDS', // an exploit does not land on the starter
  'CHECK_ALWAYS_HOLDS', // a function holds even on a program that does nothing
  'RIGHT_REFUSED', // the reference or an accepted fix does not pass
  'WRONG_TABLE', // wrong/ and the table in exercise.ts differ
  'WRONG_ACCEPTED', // a wrong fix passes
  'WRONG_FINDING', // a wrong fix hears another finding first than the stated one
  'EXPLOIT_UNNAMED', // no wrong fix is caught by an exploit
  'STARTER_REACHES', // a goal is reached by the starter
  'GOAL_ALWAYS_REACHED', // a goal is reached on the mended app as well
  'GOAL_UNNAMED', // no wrong answer is caught by a goal
  'PATCH_BROKEN', // an input gets through a patch that is said to hold
] as const;

export type ProblemCode = (typeof problemCodes)[number];
