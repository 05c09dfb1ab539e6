/** The dialog that shows what differs from the starter. */
import { compareLines, isChanged } from '../../domain/compare-lines.ts';
import { buildTree } from '../tree/build-tree.ts';
import { diffTree } from '../tree/diff-tree.ts';
import type { Files } from './source-files.ts';

/** Makes the button open the dialog with the differences of that moment. */
export function connectChanges(workspace: HTMLElement, starter: Files, current: () => Files): void {
  const dialog = workspace.querySelector<HTMLDialogElement>('[data-changes-dialog]');
  const list = workspace.querySelector('[data-changes-list]');
  if (!dialog || !list) return;
  workspace.querySelector('[data-changes]')?.addEventListener('click', () => {
    list.replaceChildren(...changes(starter, current()));
    dialog.showModal();
  });
  workspace.querySelector('[data-close-changes]')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function changes(starter: Files, current: Files): Node[] {
  const changed = Object.entries(starter).flatMap(([name, before]) => {
    const lines = compareLines(before, current[name] ?? '');
    return isChanged(lines) ? [buildTree(diffTree(lines, name))] : [];
  });
  if (changed.length > 0) return changed;
  const none = document.createElement('p');
  none.textContent = 'Nothing is changed yet.';
  return [none];
}
