/** Whether an exercise was passed, in this browser or in the account. */
import type { AstroCookies } from 'astro';
import { findStep } from '../../db/steps.ts';
import { tryDatabase } from '../database/try-database.ts';
import { hasPassed as hasPassedHere } from '../passes/remember-pass.ts';

/** In this version of the exercise or an earlier one. While the database is away the browser alone is asked. */
export async function hasPassed(
  { app, visitor }: App.Locals,
  cookies: AstroCookies,
  exerciseId: string,
): Promise<boolean> {
  if (hasPassedHere(app, cookies, exerciseId)) return true;
  if (!visitor) return false;
  const tried = await tryDatabase(() => findStep(app.database.db, visitor.id, `exercise:${exerciseId}`));
  return tried.outcome === 'done' && tried.value !== undefined;
}
