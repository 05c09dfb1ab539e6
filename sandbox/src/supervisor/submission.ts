/** What a submission must look like before anything is started for it. */
import type { LoadedExercise } from '../catalogue.ts';
import { limits } from '../limits.ts';
import { nearestName } from './nearest-name.ts';

/** Why a submission was refused. Permanent names: other programs compare them. */
export const refusals = [
  'EXERCISE_UNKNOWN',
  'EXERCISE_OTHER_VERSION',
  'FILES_WRONG',
  'SOURCE_TOO_LARGE',
  'SEED_WRONG',
] as const;

export type Refusal = (typeof refusals)[number];

interface Refused {
  outcome: 'refused';
  code: Refusal;
  problems: string[];
}

/** What is wrong with a submission, or undefined. */
export function submissionProblems(
  submission: {
    exercise: string;
    files: Readonly<Record<string, unknown>>;
    seed?: number | undefined;
    hash?: string | undefined;
  },
  exercise: LoadedExercise | undefined,
  known: readonly string[],
): Refused | undefined {
  const refuse = (code: Refusal, ...problems: string[]): Refused => ({ outcome: 'refused', code, problems });
  if (!exercise) return refuse('EXERCISE_UNKNOWN', unknownExercise(submission.exercise, known));
  const { seed, hash } = submission;
  if (hash !== undefined && hash !== exercise.hash)
    return refuse('EXERCISE_OTHER_VERSION', otherVersion(exercise, hash));
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    return refuse('SEED_WRONG', `The seed is ${String(seed)}; a whole number from 0 to 4294967295 is wanted`);
  }
  const problems = fileProblems(submission.files, Object.keys(exercise.files));
  if (problems.length > 0) return refuse('FILES_WRONG', ...problems);
  const bytes = Object.values(submission.files).reduce<number>(
    (sum, text) => sum + Buffer.byteLength(text as string),
    0,
  );
  if (bytes <= limits.sourceBytes) return undefined;
  return refuse('SOURCE_TOO_LARGE', `The files have ${bytes} bytes together; at most ${limits.sourceBytes} are taken`);
}

function fileProblems(files: Readonly<Record<string, unknown>>, wanted: readonly string[]): string[] {
  const missing = wanted.filter((name) => !Object.hasOwn(files, name)).map((name) => `The file "${name}" is missing`);
  const others = Object.keys(files).filter((name) => !wanted.includes(name));
  const unknown = others.map((name) => `The exercise has no file "${name.slice(0, 80)}"; it has ${wanted.join(', ')}`);
  const notText = Object.entries(files).filter(([name, text]) => wanted.includes(name) && typeof text !== 'string');
  return [...missing, ...unknown, ...notText.map(([name]) => `The file "${name}" must be a string`)];
}

function unknownExercise(id: string, known: readonly string[]): string {
  const near = nearestName(id, known);
  return `There is no exercise "${id.slice(0, 80)}"${near === undefined ? '' : `. The nearest is "${near}"`}`;
}

function otherVersion({ id, hash }: LoadedExercise, asked: string): string {
  return `The submission is for version ${asked.slice(0, 12)} of "${id}"; this grader has version ${hash.slice(0, 12)}`;
}
