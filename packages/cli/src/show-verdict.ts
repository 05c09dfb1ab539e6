/** A verdict as text for a terminal. */
import { styleText } from 'node:util';
import { firstFinding, type Finding, type Verdict } from '@ounce/sandbox';
import { plainText } from './plain-text.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours only where the stream is a terminal and NO_COLOR is not set (no-color.org). */
export function showVerdict(verdict: Verdict, file: string, stream: NodeJS.WriteStream): string {
  const paint = (format: Format, text: string): string => styleText(format, text, { stream });
  const lines = [...heading(verdict, file, paint), ''];
  for (const [kind, title] of Object.entries(groups)) {
    const checks = verdict.checks.filter((check) => check.kind === kind);
    if (checks.length === 0) continue;
    lines.push(paint('bold', title));
    for (const check of checks) lines.push(...findingLines(check, check === firstFinding(verdict), file, paint));
    lines.push('');
  }
  for (const { level, text } of verdict.log.lines) lines.push(paint('dim', `console.${level}: `) + plainText(text));
  if (verdict.log.dropped > 0) lines.push(paint('dim', `… and ${verdict.log.dropped} more lines`));
  lines.push(paint('dim', `seed ${verdict.seed} · ${Math.round(verdict.usage.cpuMs)} ms CPU`), '');
  return lines.join('\n');
}

const groups: Readonly<Record<Finding['kind'], string>> = {
  function: 'What must keep working',
  exploit: 'Attacks',
  goal: 'Goals',
};

type Paint = (format: Format, text: string) => string;

function heading({ status, fault, checks }: Verdict, file: string, paint: Paint): string[] {
  if (fault)
    return [
      paint('red', `✗ ${fault.code === 'ours' ? 'Not judged' : 'Not passed'}: ${plainText(fault.message)}`),
      ...placeLine(fault, file, paint),
    ];
  const open = (kind: Finding['kind']): number =>
    checks.filter((check) => check.kind === kind && check.outcome !== 'passed').length;
  const goals = checks.filter(({ kind }) => kind === 'goal').length;
  if (status === 'passed')
    return [
      paint(
        'green',
        goals > 0 ? '✓ Passed: every goal is reached' : '✓ Passed: everything works, and no attack got through',
      ),
    ];
  const attacks =
    goals > 0 ? `${open('goal')} of ${goals} goals are open` : `${open('exploit')} of the attacks were not stopped`;
  return [paint('red', `✗ Not passed: ${open('function')} of the functions do not work, ${attacks}`)];
}

function findingLines(check: Finding, first: boolean, file: string, paint: Paint): string[] {
  const mark = { passed: paint('green', '✓'), failed: paint('red', '✗'), inconclusive: paint('yellow', '?') }[
    check.outcome
  ];
  const lines = [`  ${mark} ${first ? paint('bold', check.title) : check.title}`];
  if (check.outcome === 'passed') return lines;
  if (check.feedback !== undefined) lines.push(`      ${check.feedback}`);
  if (check.payload !== undefined) lines.push(`      ${paint('dim', 'sent')}  ${plainText(check.payload)}`);
  if (check.observed !== undefined) lines.push(`      ${paint('dim', 'seen')}  ${plainText(check.observed)}`);
  if (check.error)
    lines.push(
      `      ${paint('dim', 'threw')} ${plainText(check.error.message)}`,
      ...placeLine(check.error, file, paint),
    );
  return lines;
}

function placeLine(
  place: { line?: number | undefined; column?: number | undefined },
  file: string,
  paint: Paint,
): string[] {
  return place.line === undefined ? [] : [`      ${paint('cyan', `${file}:${place.line}:${place.column ?? 1}`)}`];
}
