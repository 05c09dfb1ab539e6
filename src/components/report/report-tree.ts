/** A report as markup. */
import type { FindingReport, Place, Report, ReportGroup } from '../../domain/report.ts';
import { branch, type Branch } from '../tree/tree.ts';
import { icon } from './icon.ts';

/** The whole report: what to look at first, then the rest, then what the program printed. */
export function reportTree(report: Report): Branch {
  const tone = report.fault ? 'error' : report.status;
  const sign = tone === 'error' ? 'fault' : tone;
  return branch(
    `div.report.${tone}`,
    { 'data-status': report.status },
    branch(
      'div.verdict',
      {},
      icon(sign),
      branch(
        'div',
        {},
        branch('h2', { id: 'verdict', tabindex: '-1' }, report.heading),
        branch('p', {}, report.sentence),
      ),
    ),
    report.fault &&
      branch(
        'div.fault',
        {},
        textTree('The error', report.fault.message),
        report.fault.place && placeTree(report.fault.place),
      ),
    report.lead && leadTree(report.lead),
    report.groups.map(groupTree),
    report.log.lines.length > 0 && logTree(report.log),
    branch('p.footnote', {}, report.footnote),
  );
}

function leadTree(finding: FindingReport): Branch {
  return branch(
    'article.lead',
    { 'aria-labelledby': 'lead', 'data-finding': finding.id },
    branch('p.kind', {}, `First finding: ${finding.kindWord}`),
    branch('h3', { id: 'lead' }, finding.title),
    ...bodyOf(finding),
  );
}

function groupTree(group: ReportGroup): Branch {
  const { heading, count, open, passed } = group;
  if (group.whole)
    return branch('section.group', { 'aria-label': heading }, foldedTree(`${heading}: ${count}`, passed));
  return branch(
    'section.group',
    { 'aria-label': heading },
    branch('h3', {}, heading, branch('span.count', {}, count)),
    open.length > 0 && branch('ul', {}, open.map(openTree)),
    passed.length > 0 && foldedTree(group.passedHeading, passed),
  );
}

function foldedTree(summary: string, findings: readonly FindingReport[]): Branch {
  return branch('details.passed', {}, branch('summary', {}, summary), branch('ul', {}, findings.map(passedTree)));
}

function openTree(finding: FindingReport): Branch {
  return branch(
    'li',
    { 'data-finding': finding.id },
    branch(
      'details',
      {},
      branch(
        'summary',
        {},
        icon(finding.outcome),
        branch('span.title', {}, branch('span.label', {}, `${finding.label}: `), finding.title),
      ),
      branch('div.body', {}, bodyOf(finding)),
    ),
  );
}

function passedTree(finding: FindingReport): Branch {
  return branch(
    'li',
    { 'data-finding': finding.id },
    icon('passed'),
    branch('span.title', {}, branch('span.label', {}, `${finding.label}: `), finding.title),
    finding.observed !== undefined && branch('span.seen', {}, finding.observed),
  );
}

function bodyOf(finding: FindingReport): Branch[] {
  const { feedback, payload, observed, error } = finding;
  return [
    branch('p.outcome', {}, icon(finding.outcome), finding.label),
    ...(feedback ? [branch('p', {}, feedback)] : []),
    ...(payload || observed || error
      ? [
          branch(
            'dl',
            {},
            payload && factTree('What was sent', payload),
            observed && factTree('What it reached', observed),
            error && errorTree(error),
          ),
        ]
      : []),
  ];
}

function factTree(name: string, text: string): Branch[] {
  return [branch('dt', {}, name), branch('dd', {}, textTree(name, text))];
}

/** A long text scrolls, so the keyboard must reach it; a short one would only be one more stop. */
function textTree(name: string, text: string): Branch {
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + line.length / 40, 0);
  return branch('pre', rows > 9 ? { tabindex: '0', role: 'group', 'aria-label': name } : {}, text);
}

function errorTree(error: { message: string; place: Place | undefined }): Branch[] {
  return [
    ...factTree('What the program threw', error.message),
    ...(error.place ? [branch('dd', {}, placeTree(error.place))] : []),
  ];
}

function placeTree(place: Place): Branch {
  const text = `${place.file ?? 'solution.ts'}, line ${place.line}`;
  // The script makes it a way into the editor.
  return branch(
    'p.place',
    { 'data-file': place.file, 'data-line': String(place.line), 'data-column': String(place.column) },
    text,
  );
}

function logTree(log: Report['log']): Branch {
  const count = log.lines.length + log.dropped;
  return branch(
    'details.log',
    {},
    branch('summary', {}, `Console: ${count} ${count === 1 ? 'line' : 'lines'}`),
    textTree('Console', log.lines.map(({ level, text }) => (level === 'log' ? text : `${level}: ${text}`)).join('\n')),
    log.dropped > 0 && branch('p', {}, `${log.dropped} more were not kept.`),
  );
}
