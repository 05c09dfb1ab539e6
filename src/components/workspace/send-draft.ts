/** Drafts on their way to the account. */
import { sending } from '../progress/progress-store.ts';
import { unsentDrafts, type StoredDraft, type UnsentDraft } from './draft-store.ts';
import type { Files } from './source-files.ts';

/** What the account has. */
export interface AccountDraft {
  readonly files: Files;
  readonly exerciseHash: string;
  readonly revision: number;
  readonly savedAt: string;
  readonly other?: { readonly files: Files; readonly savedAt: string };
}

export type SentResult =
  | { outcome: 'saved'; revision: number }
  /** Something else had been saved: this is kept now. */
  | { outcome: 'conflict'; draft: AccountDraft }
  /** The account can't be reached, or nobody is signed in any more: it stays in this browser. */
  | { outcome: 'not-saved'; sentence: string };

/** Sends one draft. */
export async function sendDraft(
  exercise: string,
  hash: string,
  draft: StoredDraft,
  keepPrevious = false,
): Promise<SentResult> {
  try {
    const body = { hash, keepPrevious, ...bodyOf(draft) };
    const response = await fetch(`/api/drafts/${exercise}`, sending(body, 'PUT'));
    const answer = (await response.json()) as { revision: number; draft: AccountDraft };
    if (response.ok) return { outcome: 'saved', revision: answer.revision };
    if (response.status === 409) return { outcome: 'conflict', draft: answer.draft };
    return { outcome: 'not-saved', sentence: sentences[response.status] ?? 'Saved in this browser only.' };
  } catch {
    return { outcome: 'not-saved', sentence: 'Saved in this browser. The account follows when it can be reached.' };
  }
}

const sentences: Readonly<Record<number, string>> = {
  401: 'Saved in this browser. Signed out: the account follows after signing in.',
  413: 'Saved in this browser only: the account takes 64 KB.',
  429: 'Saved in this browser. The account follows in a minute.',
  503: 'Saved in this browser. The account follows when it can be reached.',
};

const chunkBytes = 100_000;

/** Sends what was done offline or without an account, but for the exercise that is being worked on. */
export async function sendOtherDrafts(exceptExercise?: string): Promise<void> {
  const waiting = unsentDrafts().filter(({ exercise }) => exercise !== exceptExercise);
  let chunk: UnsentDraft[] = [];
  let size = 0;
  for (const draft of waiting) {
    const bytes = JSON.stringify(draft.draft.files).length;
    if (size + bytes > chunkBytes) {
      await sendChunk(chunk);
      [chunk, size] = [[], 0];
    }
    chunk.push(draft);
    size += bytes;
  }
  await sendChunk(chunk);
}

async function sendChunk(chunk: readonly UnsentDraft[]): Promise<void> {
  if (chunk.length === 0) return;
  const drafts = chunk.map(({ exercise, hash, draft }) => ({ exercise, hash, ...bodyOf(draft) }));
  try {
    // Without keepalive, which takes 64 KB at most.
    const response = await fetch('/api/progress', { ...sending({ drafts }), keepalive: false });
    if (!response.ok) return;
    const kept = ((await response.json()) as { drafts: { exercise: string; revision: number }[] }).drafts;
    for (const { exercise, draft, store } of chunk) {
      const revision = kept.find((one) => one.exercise === exercise)?.revision;
      if (revision !== undefined) store.write({ ...draft, base: revision, unsent: false });
    }
  } catch {
    // No connection: they are sent from the next page.
  }
}

function bodyOf({ files, base, changedAt }: StoredDraft): { files: Files; base: number; ageMs: number } {
  const year = 365 * 24 * 3_600_000;
  return { files, base, ageMs: Math.min(year, Math.max(0, Date.now() - changedAt)) };
}
