/** The work on an exercise, and what happens when two tabs or devices have saved different work. */
import { z } from 'zod';

/** Texts by file name. */
export type Files = Readonly<Record<string, string>>;

export interface Work {
  readonly files: Files;
  readonly savedAt: Date;
}

/** What is kept of a learner's work on one exercise. */
export interface Draft extends Work {
  /** The version of the exercise that it was written for. */
  readonly exerciseHash: string;
  /** From 1, one more with every change. */
  readonly revision: number;
  /** The work that the newer one took the place of, to be offered. */
  readonly other: Work | undefined;
}

/** What is to be saved. */
export interface SentDraft extends Work {
  readonly exerciseHash: string;
  /** The revision that it was made from; 0 for none, undefined for whichever is there. */
  readonly base: number | undefined;
  /** Whether what it replaces shall be offered, though it was made from that. */
  readonly keepPrevious: boolean;
}

/** In bytes of UTF-8, over all files of a draft: the limit of a submission. */
export const draftBytes = 64 * 1024;
const year = 365 * 24 * 3_600_000;

const storableText = z.string().refine((text) => text.isWellFormed() && !text.includes('\0'), {
  message: 'a text without NUL and without half a surrogate pair',
});

/** Files as they come from outside. */
const filesSchema = z
  .record(storableText.min(1).max(100), storableText)
  .refine((files) => Object.keys(files).length <= 20, 'at most 20 files');

/** The body of PUT /api/drafts/<exercise>. */
export const draftSchema = z.strictObject({
  /** The version of the exercise: its hash, or the beginning of that. */
  hash: z.string().regex(/^[0-9a-f]{12,64}$/, 'at least 12 hexadecimal digits'),
  files: filesSchema,
  base: z.int().min(0).max(2_000_000_000).optional(),
  /** How long ago it was last changed: the clocks of two devices need not agree. */
  ageMs: z.number().min(0).max(year).default(0),
  keepPrevious: z.boolean().default(false),
});

export type Merged =
  /** What was sent is the draft now, or was already. */
  | { readonly outcome: 'saved' | 'same'; readonly draft: Draft }
  /** Something else had been saved meanwhile: the newer is the draft, the older is offered. */
  | { readonly outcome: 'conflict'; readonly draft: Draft };

/** What is kept after a draft was sent. Of more than two that differ the two newest stay. */
export function mergeDraft(kept: Draft, sent: SentDraft, starter: Files): Merged {
  const sameVersion = isSameVersion(kept.exerciseHash, sent.exerciseHash);
  if (sameFiles(kept.files, sent.files) && sameVersion) return { outcome: 'same', draft: kept };
  const offered = (other: Work | undefined, files: Files): Work | undefined =>
    other && !sameFiles(other.files, files) && !sameFiles(other.files, starter) ? other : undefined;
  const revision = kept.revision + 1;
  const { files, savedAt, exerciseHash } = sent;
  if (sent.base === undefined || sent.base === kept.revision) {
    const other = sent.keepPrevious || !sameVersion ? (offered(kept, files) ?? kept.other) : kept.other;
    return { outcome: 'saved', draft: { files, savedAt, exerciseHash, revision, other: offered(other, files) } };
  }
  const [newer, older] = savedAt >= kept.savedAt ? [sent, kept] : [kept, sent];
  const others = [offered(older, newer.files), offered(kept.other, newer.files)].filter((work) => work !== undefined);
  const newest = others.toSorted((a, b) => b.savedAt.getTime() - a.savedAt.getTime())[0];
  const other = newest && { files: newest.files, savedAt: newest.savedAt };
  const { files: newerFiles, savedAt: newerAt, exerciseHash: newerHash } = newer;
  return {
    outcome: 'conflict',
    draft: { files: newerFiles, savedAt: newerAt, exerciseHash: newerHash, revision, other },
  };
}

/** Whether two hashes name the same version; one of them may be cut to its beginning. */
export function isSameVersion(one: string, other: string): boolean {
  return one.slice(0, 12) === other.slice(0, 12);
}

/** Whether two sets of files are the same. */
function sameFiles(one: Files, other: Files): boolean {
  return Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
}

/** The bytes of all files together. */
export function sizeOf(files: Files): number {
  const encoder = new TextEncoder();
  return Object.values(files).reduce((sum, text) => sum + encoder.encode(text).length, 0);
}
