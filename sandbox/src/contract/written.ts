/** What an author wrote, as far as reading it goes. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LoadedExercise, Solutions } from '../catalogue.ts';
import type { Check, Exploit, Goal } from '../exercise.ts';
import { importDefault } from '../import-default.ts';
import type { Proof } from './prove.ts';

/** Every answer of the folder. */
export interface Answers extends Solutions {
  wrong: Solutions['accepted'];
}

/** A check, exploit or goal that an author wrote as code. */
export type WrittenItem = Pick<Check, 'id' | 'title' | 'feedback'> & { task?: number };

export interface Written {
  exercise: LoadedExercise;
  checks: readonly WrittenItem[];
  /** Exploits or goals. */
  attacks: readonly WrittenItem[];
  counts: Proof['counts'];
  /** Names in accepted/ and wrong/. */
  accepted: readonly string[];
  wrong: readonly string[];
  /** The course's modules, if they are known. */
  modules: readonly string[] | undefined;
}

/** Reads the folder's lists. */
export async function readWritten(
  exercise: LoadedExercise,
  answers: Answers,
  modules: readonly string[] | undefined,
): Promise<Written> {
  const list = async <T>(file: string): Promise<readonly T[]> =>
    existsSync(path.join(exercise.folder, file)) ? ((await importDefault(exercise.folder, file)) as T[]) : [];
  const names = { accepted: answers.accepted.map(({ name }) => name), wrong: answers.wrong.map(({ name }) => name) };
  return {
    exercise,
    modules,
    checks: await list<Check>('functional.ts'),
    attacks: [...(await list<Exploit>('exploits.ts')), ...(await list<Goal>('goals.ts'))],
    ...names,
    counts: {
      functional: exercise.plan.filter(({ kind }) => kind === 'function').length,
      exploits: exercise.plan.filter(({ kind }) => kind !== 'function').length,
      accepted: names.accepted.length,
      wrong: names.wrong.length,
    },
  };
}
