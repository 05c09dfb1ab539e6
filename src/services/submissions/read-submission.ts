/** One submission of a learner's own. */
import { z } from 'zod';
import type { Verdict } from '@ounce/sandbox';
import { verdictSchema } from '@ounce/sandbox/verdict';
import { deleteSubmission as deleteRow, findSubmission } from '../../db/submissions.ts';
import type { Db } from '../../db/transaction.ts';

export interface Submission {
  readonly id: string;
  readonly exerciseId: string;
  readonly exerciseHash: string;
  readonly files: Readonly<Record<string, string>>;
  /** Undefined when it has the shape of another version of Ounce. */
  readonly verdict: Verdict | undefined;
  readonly passed: boolean;
  readonly at: Date;
}

const filesSchema = z.record(z.string(), z.string());

/** The submission with this id, if it is the user's. */
export async function readSubmission(db: Db, userId: string, id: string): Promise<Submission | undefined> {
  const row = isId(id) ? await findSubmission(db, userId, id) : undefined;
  if (!row) return undefined;
  const { exerciseId, exerciseHash, passed, at } = row;
  const verdict = verdictSchema.safeParse(row.verdict).data;
  return { id, exerciseId, exerciseHash, passed, at, files: filesSchema.parse(row.files), verdict };
}

/** Deletes it for good. False when the user has none with this id. The pass of its exercise stays. */
export async function deleteSubmission(db: Db, userId: string, id: string): Promise<boolean> {
  return isId(id) && (await deleteRow(db, userId, id));
}

function isId(id: string): boolean {
  return /^[\w-]{1,80}$/.test(id);
}
