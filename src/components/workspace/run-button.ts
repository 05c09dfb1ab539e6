/** The run button, its shortcut, and what they show meanwhile. */
import type { Place, Report } from '../../domain/report.ts';
import type { Notice } from './notice.ts';
import { runProgram } from './run-program.ts';
import { announcement, showReport } from './show-report.ts';
import type { Files } from './source-files.ts';

/** Connects the form; answers a function that runs the program, for the editor's own shortcut. */
export function connectRun(
  workspace: HTMLElement,
  exercise: string,
  files: () => Files,
  notice: Notice,
  onReport: (report: Report) => void,
  openPlace: (place: Place) => void,
): () => void {
  const form = workspace.querySelector<HTMLFormElement>('[data-code]');
  const cancel = workspace.querySelector<HTMLButtonElement>('[data-cancel]');
  const status = workspace.querySelector('[data-last]');
  const live = workspace.querySelector('[data-live]');
  let running: AbortController | undefined;

  const say = (shown: string, spoken = shown): void => {
    if (status) status.textContent = shown;
    if (live) live.textContent = spoken;
  };
  const run = async (moveFocus: boolean): Promise<void> => {
    if (running) return;
    const controller = (running = new AbortController());
    showRunning(workspace, true);
    notice.hide();
    say(workspace.querySelector<HTMLElement>('[data-run]')?.dataset['runningLabel'] ?? 'Running…');
    const result = await runProgram(exercise, files(), { signal: controller.signal, onWait: say });
    running = undefined;
    showRunning(workspace, false);
    if (result.outcome === 'cancelled') return say('Cancelled.');
    if (result.outcome === 'failed') return (say(''), notice.show(result.sentence));
    const report = showReport(workspace, result.verdict, openPlace);
    onReport(report);
    if (result.kept === 'no')
      notice.show('The verdict holds, but was not saved in the account. The work is kept in this browser.');
    say(report.heading, announcement(report));
    bringIntoView(workspace, moveFocus);
  };

  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(true);
  });
  cancel?.addEventListener('click', () => running?.abort());
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const key = workspace.querySelector('[data-run-key]');
  if (key && mac) key.textContent = '⌘+Enter';
  workspace.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void run(false);
  });
  return () => void run(false);
}

// Not disabled: a disabled button would lose the focus.
function showRunning(workspace: HTMLElement, running: boolean): void {
  const button = workspace.querySelector<HTMLElement>('[data-run]');
  const label = workspace.querySelector<HTMLElement>('[data-run-label]');
  const cancel = workspace.querySelector<HTMLElement>('[data-cancel]');
  button?.setAttribute('aria-disabled', String(running));
  if (label) {
    const idle = (label.dataset['idle'] ??= label.textContent);
    label.textContent = running ? (button?.dataset['runningLabel'] ?? idle) : idle;
  }
  if (cancel) cancel.hidden = !running;
  workspace.toggleAttribute('data-running', running);
}

/** A run by button leads on to the findings; one from the editor leaves the cursor where it is. */
function bringIntoView(workspace: HTMLElement, moveFocus: boolean): void {
  const heading = workspace.querySelector<HTMLElement>('#verdict');
  if (moveFocus) heading?.focus({ preventScroll: true });
  workspace.querySelector('.findings')?.scrollIntoView({ block: 'start' });
}
