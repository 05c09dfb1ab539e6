/** What the workspace of an exercise needs: what may be read, and an answer in the shape of its form. */
import type { LoadedExercise } from '@ounce/sandbox';
import { answerText, readAnswerText, reviewAnswer, spotAnswer } from '../../domain/answer-form.ts';
import { filesInForm } from '../form/read-form.ts';

export type Work =
  | { readonly kind: 'code'; readonly reading: Readonly<Record<string, string>> }
  | {
      readonly kind: 'spot';
      readonly code: string;
      readonly names: readonly { readonly cwe: string; readonly name: string }[];
    }
  | {
      readonly kind: 'review';
      readonly before: string;
      readonly patches: readonly { readonly name: string; readonly claim: string; readonly text: string }[];
      readonly input: { readonly label: string; readonly example: string };
    };

/** Choices and patches stand in an order of the exercise's version, which says nothing about what is right. */
export function workOf(exercise: LoadedExercise): Work {
  const order = <T>(list: readonly T[], key: (item: T) => string): T[] =>
    list.toSorted((a, b) => rank(exercise.hash, key(a)) - rank(exercise.hash, key(b)));
  switch (exercise.kind) {
    case 'fix':
    case 'break':
    case 'test':
      return { kind: 'code', reading: exercise.shown };
    case 'spot': {
      const names = exercise.names.map(({ cwe, name }) => ({ cwe, name }));
      return { kind: 'spot', code: exercise.shown['code.ts']!, names: order(names, ({ cwe }) => cwe) };
    }
    case 'review': {
      const patches = Object.entries(exercise.patches).map(([file, { claim }]) => ({
        name: file.replace(/\.ts$/, ''),
        claim,
        text: exercise.shown[`patches/${file}`]!,
      }));
      const { input, shown } = exercise;
      return { kind: 'review', before: shown['before.ts']!, patches: order(patches, ({ name }) => name), input };
    }
  }
}

/** FNV-1a (Fowler, Noll, Vo), 32 bit. */
function rank(hash: string, text: string): number {
  let value = 0x811c9dc5;
  for (const character of hash + text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return value;
}

/** The files that a form sends for an exercise. */
export function filesSent(exercise: LoadedExercise, form: URLSearchParams): Record<string, string> {
  if (exercise.kind === 'spot') return { 'answer.json': answerText(spotAnswer(form)) };
  if (exercise.kind === 'review') {
    return { 'answer.json': answerText(reviewAnswer(form, patchNames(exercise))) };
  }
  return filesInForm(form);
}

/** What an exercise starts with; an answer in the one spelling that the form gives it. */
export function starterOf(exercise: LoadedExercise): Readonly<Record<string, string>> {
  const answer = readAnswerText(exercise.files['answer.json'] ?? '');
  if (exercise.kind === 'spot') return { 'answer.json': answerText(answer!.spot) };
  if (exercise.kind === 'review') {
    return { 'answer.json': answerText(reviewAnswer(new URLSearchParams(), patchNames(exercise))) };
  }
  return exercise.files;
}

function patchNames({ patches }: LoadedExercise & { kind: 'review' }): string[] {
  return Object.keys(patches).map((file) => file.replace(/\.ts$/, ''));
}
