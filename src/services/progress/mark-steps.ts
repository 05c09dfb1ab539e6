/** Notes what learners say that they have done: lessons read, hints opened, questions answered. */
import { noteSteps, type StepRow } from '../../db/steps.ts';
import type { Db, Transaction } from '../../db/transaction.ts';

/** Marks the steps that are markable; others, of an earlier course or of none, are left out. */
export async function markSteps(
  db: Db | Transaction,
  userId: string,
  sent: Readonly<Record<string, string>>,
  markable: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const rows = Object.entries(sent)
    .filter(([key]) => markable.has(key))
    .map(([key, at]): StepRow => ({ key, at: notAfter(new Date(at), now), detail: {} }));
  await noteSteps(db, userId, rows);
}

/** Marks the check of a module, with the answers that were given: by question, the number of the option. */
export function markCheckAnswered(
  db: Db,
  userId: string,
  key: string,
  answers: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  return noteSteps(db, userId, [{ key, at: now, detail: { answers } }]);
}

function notAfter(time: Date, now: Date): Date {
  return time > now ? now : time;
}
