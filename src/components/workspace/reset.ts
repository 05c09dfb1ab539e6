/** Back to the starter, and back again. */
import type { Notice } from './notice.ts';
import { readFiles, sameFiles, writeFiles, type Files, type Sources } from './source-files.ts';

/** Makes the button put the starter back; the notice offers to undo it. */
export function connectReset(workspace: HTMLElement, sources: Sources, starter: Files, notice: Notice): void {
  workspace.querySelector('[data-reset]')?.addEventListener('click', () => {
    const before = readFiles(sources);
    if (sameFiles(before, starter)) {
      notice.show('Nothing is changed yet.');
      return;
    }
    writeFiles(sources, starter);
    notice.show('Back to the start.', { label: 'Undo', act: () => writeFiles(sources, before) });
  });
}
