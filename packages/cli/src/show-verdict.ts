/** A verdict as text for a terminal. */
import { styleText } from 'node:util';
import { firstFinding, type Finding, type Verdict } from '@ounce/sandbox';
import { plainText } from './plain-text.ts';
import { verdictWords, type Counts, type VerdictWords } from './verdict-words.ts';

type Format = Parameters<typeof styleText>[0];

interface Shown {
  /** The learner's file, as it was named. */
  file: string;
  kind: Parameters<typeof verdictWords>[0];
}

/** Colours only where the stream is a terminal and NO_COLOR is not set (no-color.org). */
export function showVerdict(verdict: Verdict, { file, kind }: Shown, stream: NodeJS.WriteStream): string {
  const paint = (format: Format, text: string): string => styleText(format, text, { stream });
  const words = verdictWords(kind);
  const lines = [...heading(verdict, words, file, paint), ''];
  for (const [group, title] of Object.entries(words.groups)) {
    const checks = verdict.checks.filter((check) => check.kind === group);
    if (checks.length === 0 || nothingTried(verdict)) continue;
    lines.push(paint('bold', title));
    for (const check of checks)
      lines.push(
        ...findingLines(check, { first: check === firstFinding(verdict), payload: words.payload, file }, paint),
      );
    lines.push('');
  }
  for (const { level, text } of verdict.log.lines) lines.push(paint('dim', `console.${level}: `) + plainText(text));
  if (verdict.log.dropped > 0) lines.push(paint('dim', `… and ${verdict.log.dropped} more lines`));
  lines.push(paint('dim', `seed ${verdict.seed} · ${Math.round(verdict.usage.cpuMs)} ms CPU`), '');
  return lines.join('\n');
}

/** Then the fault says everything. */
function nothingTried({ fault, checks }: Verdict): boolean {
  return fault !== undefined && checks.every(({ outcome }) => outcome === 'inconclusive');
}

type Paint = (format: Format, text: string) => string;

function heading({ status, fault, checks }: Verdict, words: VerdictWords, file: string, paint: Paint): string[] {
  if (fault)
    return [
      paint('red', `✗ ${fault.code === 'ours' ? 'Not judged' : 'Not passed'}: ${plainText(fault.message)}`),
      ...placeLine(fault, file, paint),
    ];
  if (status === 'passed') return [paint('green', `✓ Passed: ${words.passed}`)];
  const open = checks.filter(({ outcome }) => outcome !== 'passed');
  return [paint('red', `✗ Not passed: ${words.notPassed(counts(open), counts(checks))}`)];
}

function counts(checks: readonly Finding[]): Counts {
  const of = (kind: Finding['kind']): number => checks.filter((check) => check.kind === kind).length;
  return { function: of('function'), exploit: of('exploit'), goal: of('goal') };
}

function findingLines(
  check: Finding,
  { first, payload, file }: { first: boolean; payload: string; file: string },
  paint: Paint,
): string[] {
  const mark = { passed: paint('green', '✓'), failed: paint('red', '✗'), inconclusive: paint('yellow', '?') }[
    check.outcome
  ];
  const lines = [`  ${mark} ${first ? paint('bold', check.title) : check.title}`];
  // What a reached goal did is worth reading; what works is not.
  if (check.outcome === 'passed' && check.kind === 'goal' && check.observed !== undefined)
    lines.push(`      ${plainText(check.observed)}`);
  if (check.outcome === 'passed') return lines;
  if (check.feedback !== undefined) lines.push(`      ${check.feedback}`);
  if (check.payload !== undefined) lines.push(`      ${paint('dim', payload)} ${plainText(check.payload)}`);
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
