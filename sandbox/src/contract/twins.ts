/** Exercises that a proof runs beside the real one: the same, with other programs in the place of its own. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files, LoadedExercise } from '../catalogue.ts';

/** The twins that the proof of an exercise needs its grader to know. Throws when a file of theirs is missing. */
export function twinsOf(exercise: LoadedExercise): LoadedExercise[] {
  switch (exercise.kind) {
    case 'break':
      return [twin(exercise, 'mended', { app: appFile(exercise, 'safe.ts') })];
    case 'review': {
      const before = appFile(exercise, 'before.ts');
      const names = Object.keys(exercise.programs);
      return [twin(exercise, 'before', Object.fromEntries(names.map((name) => [name, before])))];
    }
    case 'fix':
    case 'test':
    case 'spot':
      return [];
  }
}

/** The id of a twin: no exercise on disk can have it. */
export function twinId(exercise: LoadedExercise, name: 'mended' | 'before'): string {
  return `${exercise.id}.${name}`;
}

function twin(exercise: LoadedExercise, name: 'mended' | 'before', programs: Record<string, Files>): LoadedExercise {
  const hash = createHash('sha256').update(`${exercise.hash} ${name}`).digest('hex');
  return { ...exercise, id: twinId(exercise, name), hash, programs };
}

function appFile({ folder }: LoadedExercise, file: string): Files {
  return { 'app.ts': readFileSync(path.join(folder, file), 'utf8') };
}
