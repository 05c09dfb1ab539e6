/** Hints, one by one: each comes into view when the one before was opened. */
import { hintKey } from '../../domain/step-keys.ts';
import { storeStep } from '../progress/progress-store.ts';

/** Connects the hints; what was opened is noted. */
export function connectHints(workspace: HTMLElement, exercise: string): void {
  const hints = [...workspace.querySelectorAll<HTMLDetailsElement>('[data-hint]')];
  for (const [index, hint] of hints.entries()) {
    hint.hidden = index > 0;
    hint.addEventListener('toggle', () => {
      const next = hints[index + 1];
      if (hint.open && next) next.hidden = false;
      if (hint.open) storeStep(hintKey(exercise, index + 1));
    });
  }
}
