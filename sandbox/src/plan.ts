/** What a verdict on an exercise will report, in its order, whatever the learner sends. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Check, Exercise, Exploit, Goal, ReviewExercise, SpotExercise, TestExercise } from './exercise.ts';
import { importDefault } from './import-default.ts';
import type { Finding } from './verdict.ts';

export type Planned = Pick<Finding, 'id' | 'kind' | 'title'>;

/** Functions first, then attacks or goals, each in the author's order. Rejects when a file is missing or does not load. */
export async function planOf(exercise: Exercise, folder: string): Promise<Planned[]> {
  switch (exercise.kind) {
    case 'fix': {
      const checks = (await importDefault(folder, 'functional.ts')) as readonly Check[];
      const exploits = (await importDefault(folder, 'exploits.ts')) as readonly Exploit[];
      return [...checks.map(planned('function')), ...exploits.map(planned('exploit'))];
    }
    case 'break': {
      const rules = existsSync(path.join(folder, 'functional.ts'))
        ? ((await importDefault(folder, 'functional.ts')) as readonly Check[])
        : [];
      const goals = (await importDefault(folder, 'goals.ts')) as readonly Goal[];
      return [...rules.map(planned('function')), ...goals.map(planned('goal'))];
    }
    case 'test':
      return planOfTest(exercise);
    case 'spot':
      return planOfSpot(exercise);
    case 'review':
      await importDefault(folder, 'attack.ts');
      return planOfReview(exercise);
  }
}

/** One finding for each version of the app: right ones must be let through, mutants noticed. */
export function planOfTest({ safe, mutants }: TestExercise): Planned[] {
  return [
    ...Object.entries(safe).map(([file, { title }]) => planned('function')({ id: idOf(file), title })),
    ...Object.entries(mutants).map(([file, { title }]) => planned('goal')({ id: idOf(file), title })),
  ];
}

/** The titles tell how many places there are, and nothing about where. */
export function planOfSpot({ spots }: SpotExercise): Planned[] {
  return [
    { id: 'only-faults', kind: 'function', title: 'Only lines at fault are marked' },
    ...spots.map(({ id }, i) => planned('goal')({ id, title: `Place ${i + 1} of ${spots.length} is found` })),
    { id: 'weakness', kind: 'goal', title: 'The weakness is named' },
  ];
}

/** One finding for each patch, which does not tell whether the patch holds. */
export function planOfReview({ patches }: ReviewExercise): Planned[] {
  return Object.entries(patches).map(([file, { claim }]) => planned('goal')({ id: idOf(file), title: claim }));
}

/** A file's name without its ending. */
export function idOf(file: string): string {
  return file.replace(/\.ts$/, '');
}

function planned(kind: Planned['kind']): (item: { id: string; title: string }) => Planned {
  return ({ id, title }) => ({ id, kind, title });
}
