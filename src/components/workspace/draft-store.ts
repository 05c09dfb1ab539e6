/** Drafts in this browser's storage, one for each version of an exercise. */
import type { Files } from './source-files.ts';

export interface DraftStore {
  /** The draft, if there is a readable one. */
  read(): Files | undefined;
  /** Whether the draft could be stored. */
  write(files: Files): boolean;
  remove(): void;
}

/** The draft of one version of an exercise. */
export function openDrafts(exercise: string, hash: string): DraftStore {
  const key = draftKey(exercise, hash);
  return {
    read: () => parse(attempt(() => localStorage.getItem(key))),
    write: (files) => attempt(() => (localStorage.setItem(key, JSON.stringify(files)), true)) ?? false,
    remove: () => void attempt(() => localStorage.removeItem(key)),
  };
}

/** The name under which a draft is stored. */
function draftKey(exercise: string, hash: string): string {
  return `ounce:draft:${exercise}:${hash.slice(0, 12)}`;
}

function parse(stored: string | null | undefined): Files | undefined {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return undefined;
  }
}

// Storage may be closed (private windows, policies) or full.
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
