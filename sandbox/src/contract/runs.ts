/** An exercise's answers, graded for its proof, and what came of them in words. */
import type { Files, LoadedExercise } from '../catalogue.ts';
import type { Grader } from '../grading.ts';
import { firstFinding, type Verdict } from '../verdict.ts';

/** Grades on the given seeds. Rejects when the grader takes nothing: then nothing is proven. */
export class Runs {
  readonly exercise: LoadedExercise;
  readonly #grader: Grader;
  constructor(exercise: LoadedExercise, grader: Grader) {
    this.exercise = exercise;
    this.#grader = grader;
  }

  /** On the exercise, or on the twin of it with the given id. */
  all(files: Files, seeds: readonly number[], id = this.exercise.id): Promise<Verdict[]> {
    return Promise.all(seeds.map((seed) => this.one(files, seed, id)));
  }

  async one(files: Files, seed: number, id = this.exercise.id): Promise<Verdict> {
    const grading = await this.#grader.grade({ exercise: id, files, seed });
    if (grading.outcome === 'graded') return grading.verdict;
    const why = grading.outcome === 'refused' ? grading.problems.join('; ') : 'the queue is full';
    throw new Error(`Cannot prove ${id}: ${why}`);
  }
}

/** The first finding of a verdict, or its fault, with the seed that repeats it. */
export function firstOf(verdict: Verdict): string {
  if (verdict.fault)
    return `it ended with the fault "${verdict.fault.code}": ${verdict.fault.message} (seed ${verdict.seed})`;
  const first = firstFinding(verdict);
  return first ? told(first, verdict) : `it passed (seed ${verdict.seed})`;
}

/** A finding with what was seen. */
export function told(check: Verdict['checks'][number], verdict: Verdict): string {
  const seen = check.error?.message ?? check.observed ?? '';
  return `"${check.id}" is ${check.outcome}${seen === '' ? '' : `: ${seen.slice(0, 200)}`} (seed ${verdict.seed})`;
}

/** One message for each check, not one for each seed. */
export function unique(messages: readonly string[]): string[] {
  const seen = new Map(messages.map((message) => [message.replace(/[:(].*/s, ''), message]));
  return [...seen.values()];
}
