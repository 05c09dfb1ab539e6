/** The answers to a module's check, in the account. */
import { z } from 'zod';
import { findStep } from '../../db/steps.ts';
import type { Question } from '../../domain/mark-check.ts';
import { tryDatabase } from '../database/try-database.ts';
import { markCheckAnswered } from './mark-steps.ts';

const answersSchema = z.record(z.string(), z.string());

/** What was answered before: by question, the number of the option. None while nobody is signed in or the database is away. */
export async function readCheckAnswers({ app, visitor }: App.Locals, key: string): Promise<Map<string, string>> {
  const tried = visitor && (await tryDatabase(() => findStep(app.database.db, visitor.id, key)));
  const step = tried?.outcome === 'done' ? tried.value : undefined;
  const answers = answersSchema.safeParse(step?.detail['answers']);
  return new Map(Object.entries(answers.data ?? {}));
}

/** Keeps a whole set of answers for who is signed in. */
export async function keepCheckAnswers(
  { app, visitor }: App.Locals,
  key: string,
  questions: readonly Question[],
  answers: ReadonlyMap<string, string>,
): Promise<'kept' | 'not-kept' | 'none'> {
  if (!visitor) return 'none';
  const own = Object.fromEntries(questions.map(({ id }) => [id, answers.get(id) ?? '']));
  const tried = await tryDatabase(() => markCheckAnswered(app.database.db, visitor.id, key, own, new Date()));
  return tried.outcome === 'done' ? 'kept' : 'not-kept';
}
