/** The answers to an exercise that are known to hold. For learners who have passed it. */
import { readSolutions, type LoadedExercise } from '@ounce/sandbox';

export interface KnownAnswer {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The reference first, then the accepted answers. */
export async function readAnswers(exercise: LoadedExercise): Promise<KnownAnswer[]> {
  const { reference, accepted } = await readSolutions(exercise);
  return [
    { title: 'Reference', files: reference },
    ...accepted.map(({ name, files }) => ({ title: titleOf(name), files })),
  ];
}

function titleOf(name: string): string {
  const words = name.replace(/\.ts$/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
