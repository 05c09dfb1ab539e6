/** Drafts in this browser's storage, one for each version of an exercise: each account's, and those without one. */
import { account } from '../progress/account.ts';
import type { Files } from './source-files.ts';

export interface StoredDraft {
  readonly files: Files;
  /** When it was last changed here. */
  readonly changedAt: number;
  /** The revision in the account that it was made from; 0 for none. */
  readonly base: number;
  /** Whether the account does not have it yet. */
  readonly unsent: boolean;
}

export interface DraftStore {
  /** The draft, if there is a readable one. */
  read(): StoredDraft | undefined;
  /** Whether the draft could be stored. */
  write(draft: StoredDraft): boolean;
  remove(): void;
}

const prefix = 'ounce:draft:';
const ours = account === undefined ? '' : `@${account}`;

/** The draft of one version of an exercise. */
export function openDrafts(exercise: string, hash: string): DraftStore {
  return storeAt(`${prefix}${exercise}:${hash.slice(0, 12)}${ours}`);
}

function storeAt(key: string): DraftStore {
  return {
    read: () => parse(attempt(() => localStorage.getItem(key))),
    write: (draft) => attempt(() => (localStorage.setItem(key, JSON.stringify(draft)), true)) ?? false,
    remove: () => void attempt(() => localStorage.removeItem(key)),
  };
}

/** A draft that the account does not have yet. */
export interface UnsentDraft {
  readonly exercise: string;
  /** The beginning of the exercise's hash. */
  readonly hash: string;
  readonly draft: StoredDraft;
  readonly store: DraftStore;
}

/** All of them. What was done without an account is the account's from now on. */
export function unsentDrafts(): UnsentDraft[] {
  forgetOthers();
  if (account === undefined) return [];
  const stored = keys().flatMap((key) => {
    const match = /^ounce:draft:([a-z0-9-]+):([0-9a-f]{12})(@.+)?$/.exec(key);
    return match ? [match] : [];
  });
  for (const [key = '', exercise = '', hash = '', owner] of stored) {
    if (owner === undefined) adopt(storeAt(key), openDrafts(exercise, hash));
  }
  const seen = new Set(stored.map(([, exercise, hash]) => `${exercise}:${hash}`));
  return [...seen].flatMap((name) => {
    const [exercise = '', hash = ''] = name.split(':');
    const store = openDrafts(exercise, hash);
    const draft = store.read();
    return draft?.unsent ? [{ exercise, hash, draft, store }] : [];
  });
}

/** What is safe in another account is no business of whoever uses this browser now. */
function forgetOthers(): void {
  for (const key of keys().filter(
    (key) => key.startsWith(prefix) && key.includes('@') && (ours === '' || !key.endsWith(ours)),
  )) {
    const store = storeAt(key);
    if (store.read()?.unsent === false) store.remove();
  }
}

function adopt(from: DraftStore, to: DraftStore): void {
  const draft = from.read();
  // Two that the account has not seen: the one that stays here is brought along next time.
  if (!draft || to.read()?.unsent) return;
  if (to.write({ ...draft, base: 0, unsent: true })) from.remove();
}

function keys(): string[] {
  return attempt(() => Object.keys(localStorage)) ?? [];
}

function parse(stored: string | null | undefined): StoredDraft | undefined {
  const value = attempt((): unknown => JSON.parse(stored ?? 'null'));
  if (typeof value !== 'object' || value === null) return undefined;
  const { files, changedAt, base, unsent } = value as Record<string, unknown>;
  // Earlier, nothing but the files was stored.
  const texts = typeof files === 'object' && files !== null ? files : value;
  return {
    files: Object.fromEntries(
      Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    changedAt: typeof changedAt === 'number' ? changedAt : 0,
    base: typeof base === 'number' ? base : 0,
    unsent: unsent !== false,
  };
}

// Storage may be closed (private windows, policies) or full.
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
