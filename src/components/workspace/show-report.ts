/** Puts a report on the page. */
import { reportOf, type Place, type Report } from '../../domain/report.ts';
import type { Verdict } from '@ounce/sandbox/verdict';
import { reportTree } from '../report/report-tree.ts';
import { buildTree } from '../tree/build-tree.ts';

/** Shows what the verdict says; places become ways into the editor. Answers the report. */
export function showReport(workspace: HTMLElement, verdict: Verdict, openPlace: (place: Place) => void): Report {
  const report = reportOf(verdict, workspace.dataset['kind'] ?? '');
  const area = workspace.querySelector<HTMLElement>('[data-report]');
  area?.replaceChildren(buildTree(reportTree(report)));
  for (const place of area?.querySelectorAll<HTMLElement>('.place') ?? []) makeButton(place, openPlace);
  const empty = workspace.querySelector<HTMLElement>('[data-empty]');
  if (empty) empty.hidden = true;
  return report;
}

/** What a screen reader says after a run. */
export function announcement(report: Report): string {
  const first = report.lead && `First finding: ${report.lead.title}.`;
  return [`${report.heading}.`, report.sentence, first].filter(Boolean).join(' ');
}

function makeButton(element: HTMLElement, openPlace: (place: Place) => void): void {
  const { file, line, column } = element.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `Go to ${element.textContent}`;
  button.addEventListener('click', () => openPlace({ file, line: Number(line), column: Number(column) }));
  element.replaceChildren(button);
}
