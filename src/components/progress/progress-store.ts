/** The learner's progress in this browser's storage. */
import { parseProgress, progressKey, withStep, type Progress } from '../../domain/progress.ts';

/** What is stored; nothing when storage is closed. */
export function storedProgress(): Progress {
  try {
    return parseProgress(localStorage.getItem(progressKey));
  } catch {
    return {};
  }
}

/** Stores that a step is done, and says whether that worked. */
export function storeStep(key: string): boolean {
  try {
    localStorage.setItem(progressKey, JSON.stringify(withStep(storedProgress(), key, new Date())));
    return true;
  } catch {
    return false;
  }
}
