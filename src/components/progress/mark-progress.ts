/** Shows on a page which steps are done, and notes the lesson as read once its end came into view. */
import { earlierVersion } from '../../domain/progress.ts';
import { storedProgress, storeStep, syncProgress } from './progress-store.ts';

/** Unhides the mark of every step that is done, and fills in the counts. */
function showProgress(): void {
  const done = storedProgress();
  for (const mark of document.querySelectorAll<HTMLElement>('[data-step]')) {
    const when = done[mark.dataset['step'] ?? ''];
    mark.hidden = when === undefined;
    if (when === earlierVersion) mark.textContent = 'Passed, earlier version';
  }
  for (const count of document.querySelectorAll<HTMLElement>('[data-steps]')) {
    const steps = (count.dataset['steps'] ?? '').split(' ');
    const finished = steps.filter((step) => step in done).length;
    count.textContent = `${finished} of ${steps.length} done`;
    count.hidden = finished === 0;
  }
  showNext(done);
}

/** Points the "continue" link at the first step that is not done. */
function showNext(done: ReturnType<typeof storedProgress>): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-continue]');
  if (!link || Object.keys(done).length === 0) return;
  const open = [...document.querySelectorAll<HTMLAnchorElement>('a[data-key]')].find(
    (step) => !((step.dataset['key'] ?? '') in done),
  );
  if (!open) return;
  link.href = open.href;
  link.textContent = `Continue: ${open.textContent.trim()}`;
}

function noteReading(): void {
  const end = document.querySelector<HTMLElement>('[data-read]');
  if (!end) return;
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    storeStep(end.dataset['read'] ?? '');
    showProgress();
  }).observe(end);
}

async function showFresh(): Promise<void> {
  if (await syncProgress()) showProgress();
}

showProgress();
noteReading();
void showFresh();
addEventListener('pageshow', showProgress);
addEventListener('online', () => void showFresh());
