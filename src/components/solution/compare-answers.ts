/** Lets the answers be compared with the learner's own code instead of the starter. */
import { compareLines } from '../../domain/compare-lines.ts';
import { buildTree } from '../tree/build-tree.ts';
import { diffTree } from '../tree/diff-tree.ts';
import { openDrafts } from '../workspace/draft-store.ts';

const page = document.querySelector<HTMLElement>('[data-solution]');
const own = page && openDrafts(page.dataset['exercise'] ?? '', page.dataset['hash'] ?? '').read()?.files;
const choice = page?.querySelector<HTMLElement>('[data-compare]');
if (page && own && choice) {
  choice.hidden = false;
  const buttons = [...choice.querySelectorAll<HTMLElement>('[data-base]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      show(page, button.dataset['base'] === 'own' ? own : undefined);
    });
  }
}

function show(page: HTMLElement, base: Record<string, string> | undefined): void {
  for (const area of page.querySelectorAll<HTMLElement>('[data-answer-file]')) {
    const { answerFile: name = '', title = '', starter = '', text = '' } = area.dataset;
    const before = base ? (base[name] ?? '') : starter;
    area.replaceChildren(
      buildTree(
        diffTree(compareLines(before, text), `${title}: ${name}, compared with ${base ? 'my own code' : 'the start'}`),
      ),
    );
  }
}
