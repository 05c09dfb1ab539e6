/** The learner's progress in this browser's storage, and in the account when there is one. */
import { earlierVersion, parseProgress, progressKey, withStep, type Progress } from '../../domain/progress.ts';
import { account } from './account.ts';

const key = account ? `${progressKey}:${account}` : progressKey;
/** What the account does not have yet. */
const unsentKey = `${key}:unsent`;

/** What is stored; nothing when storage is closed. */
export function storedProgress(): Progress {
  return read(key);
}

/** Stores that a step is done, and says whether that worked. The account hears of it now, or when it can be reached. */
export function storeStep(step: string): boolean {
  const now = new Date();
  const stored = write(key, withStep(read(key), step, now));
  // Exercises are passed by a verdict, which the server keeps itself.
  if (account && !step.startsWith('exercise:')) {
    write(unsentKey, withStep(read(unsentKey), step, now));
    void syncProgress();
  }
  return stored;
}

/** Sends what the account does not have, done without it too, and stores what it has. Says whether that worked. */
export async function syncProgress(): Promise<boolean> {
  if (!account) return false;
  const steps = { ...read(progressKey), ...read(unsentKey) };
  try {
    const response = await fetch('/api/progress', Object.keys(steps).length > 0 ? sending({ steps }) : {});
    if (!response.ok) return false;
    const done = (await response.json()) as { steps: Progress; earlier: string[] };
    const later = Object.entries(read(unsentKey)).filter(([step]) => !(step in steps));
    write(unsentKey, Object.fromEntries(later));
    write(progressKey, {});
    const old = done.earlier.map((step) => [step, earlierVersion] as const);
    return write(key, { ...done.steps, ...Object.fromEntries(old) });
  } catch {
    // No connection: it is sent from the next page.
    return false;
  }
}

/** How many steps the account does not have yet. */
export function unsentSteps(): number {
  return account ? Object.keys({ ...read(progressKey), ...read(unsentKey) }).length : 0;
}

/** A request that carries JSON, and arrives though the page is left. */
export function sending(body: unknown, method = 'POST'): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), keepalive: true };
}

function read(name: string): Progress {
  try {
    return parseProgress(localStorage.getItem(name));
  } catch {
    return {};
  }
}

function write(name: string, progress: Progress): boolean {
  try {
    localStorage.setItem(name, JSON.stringify(progress));
    return true;
  } catch {
    return false;
  }
}
