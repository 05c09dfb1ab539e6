/** Keeps the work while it is being done, and brings it back. */
import { openDrafts } from './draft-store.ts';
import type { Notice } from './notice.ts';
import { readFiles, sameFiles, writeFiles, type Files, type Sources } from './source-files.ts';

/** Restores the draft, then keeps it: a moment after each change, and when the page is left. */
export function connectDrafts(workspace: HTMLElement, sources: Sources, starter: Files, notice: Notice): void {
  const { exercise = '', hash = '', graded } = workspace.dataset;
  const drafts = openDrafts(exercise, hash);
  const saved = workspace.querySelector('[data-saved]');
  const draft = drafts.read();
  // After a run without script the page holds what was sent, which is newer.
  if (draft && graded === undefined && !sameFiles(draft, readFiles(sources))) {
    writeFiles(sources, { ...starter, ...draft });
    notice.show('The draft from before is back.', { label: 'Start over', act: () => writeFiles(sources, starter) });
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const files = readFiles(sources);
    if (sameFiles(files, starter)) drafts.remove();
    else if (!drafts.write(files))
      notice.show('This browser does not let the draft be saved. Copy the code before leaving the page.');
    if (saved) saved.textContent = sameFiles(files, starter) ? '' : 'Saved in this browser';
  };
  workspace.addEventListener('input', () => {
    if (saved) saved.textContent = '';
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) save();
  });
  if (graded !== undefined) save();
}
