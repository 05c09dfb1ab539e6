/** Adds to the plain form of an exercise: runs without a new page, the full editor, drafts, changes, reset, hints. */
import { placesOf, type Place } from '../../domain/report.ts';
import { storeStep, syncProgress } from '../progress/progress-store.ts';
import { connectChanges } from './changes-dialog.ts';
import { connectAnswer } from './connect-answer.ts';
import { connectDivider } from './divider.ts';
import { connectDrafts } from './drafts.ts';
import { connectEditor } from './editor-choice.ts';
import { connectHints } from './hints.ts';
import { connectNotice } from './notice.ts';
import { connectReset } from './reset.ts';
import { connectRun } from './run-button.ts';
import { findSources, readFiles, type Files } from './source-files.ts';

const workspace = document.querySelector<HTMLElement>('[data-workspace]');
if (workspace) start(workspace);

function start(workspace: HTMLElement): void {
  const exercise = workspace.dataset['exercise'] ?? '';
  const starter = JSON.parse(workspace.dataset['starter'] ?? '{}') as Files;
  const sources = findSources(workspace);
  const notice = connectNotice(workspace);
  for (const hidden of workspace.querySelectorAll<HTMLElement>('[data-tools], [data-keys]')) hidden.hidden = false;

  connectAnswer(workspace, sources);
  connectDivider(workspace);
  connectHints(workspace, exercise);
  connectChanges(workspace, starter, () => readFiles(sources));
  void syncProgress();
  connectDrafts(workspace, sources, starter, notice);
  connectReset(workspace, sources, starter, notice);

  const run = connectRun(
    workspace,
    exercise,
    () => readFiles(sources),
    notice,
    (report) => {
      editor.mark(placesOf(report));
      if (report.status !== 'passed') return;
      storeStep(`exercise:${exercise}`);
      const panel = workspace.querySelector<HTMLElement>('[data-passed]');
      if (panel) panel.hidden = false;
    },
    (place: Place) => editor.open(place),
  );
  const editor = connectEditor(workspace, sources, run);
  if (workspace.querySelector('[data-report] [data-status="passed"]')) storeStep(`exercise:${exercise}`);
}
