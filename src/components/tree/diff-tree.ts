/** Compared lines as markup. */
import type { ComparedLine } from '../../domain/compare-lines.ts';
import { branch, type Branch } from './tree.ts';

const signs = { same: '', added: '+', removed: '−' } as const;

/** A table of lines; the sign says what happened to each, the colour only repeats it. */
export function diffTree(lines: readonly ComparedLine[], caption: string): Branch {
  return branch(
    'div.diff',
    { role: 'region', 'aria-label': caption, tabindex: '0' },
    branch('table', {}, branch('caption.visually-hidden', {}, caption), branch('tbody', {}, lines.map(lineTree))),
  );
}

function lineTree(line: ComparedLine): Branch {
  if (line.kind === 'gap') {
    return branch(
      'tr.gap',
      {},
      branch('td', { colspan: '4' }, `${line.lines} equal ${line.lines === 1 ? 'line' : 'lines'}`),
    );
  }
  const number = (value: number | undefined): Branch =>
    branch('td.number', {}, value === undefined ? '' : String(value));
  return branch(
    `tr.${line.kind}`,
    {},
    number(line.before),
    number(line.after),
    branch('td.sign', {}, signs[line.kind]),
    branch('td.line', {}, branch('code', {}, line.text)),
  );
}
