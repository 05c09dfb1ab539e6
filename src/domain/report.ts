/** A verdict in words: what the page with script, the page without script and a screen reader all say. */
import type { Fault, Finding, Verdict } from '@ounce/sandbox/verdict';
import { reportWords, type ReportWords } from './report-words.ts';

/** Where in the learner's files. */
export interface Place {
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
}

export interface FindingReport {
  readonly id: string;
  readonly kind: Finding['kind'];
  /** "an attack" */
  readonly kindWord: string;
  readonly outcome: Finding['outcome'];
  /** "Gets through", "Defended", "Works", … */
  readonly label: string;
  readonly title: string;
  readonly feedback: string | undefined;
  readonly payload: string | undefined;
  readonly observed: string | undefined;
  readonly error: { readonly message: string; readonly place: Place | undefined } | undefined;
}

export interface ReportGroup {
  readonly kind: Finding['kind'];
  readonly heading: string;
  /** "2 of 6 defended" */
  readonly count: string;
  /** Whether every one of them passed. */
  readonly whole: boolean;
  /** Without the finding that the report leads with. */
  readonly open: readonly FindingReport[];
  readonly passed: readonly FindingReport[];
  /** "2 defended" */
  readonly passedHeading: string;
}

export interface Report {
  readonly status: Verdict['status'];
  readonly heading: string;
  readonly sentence: string;
  readonly fault: { readonly message: string; readonly place: Place | undefined } | undefined;
  readonly lead: FindingReport | undefined;
  readonly groups: readonly ReportGroup[];
  readonly log: Verdict['log'];
  /** "Run in 48 ms with seed 7" */
  readonly footnote: string;
}

/** Turns a verdict on an exercise of the given kind into what a page says about it. */
export function reportOf(verdict: Verdict, kind: string): Report {
  const words = reportWords(kind);
  const findings = verdict.checks.map((finding) => findingReport(finding, words));
  const lead = verdict.fault ? undefined : findings.find((finding) => finding.outcome !== 'passed');
  // After a fault, what could not be tried says nothing that the fault has not said.
  const told = verdict.fault ? findings.filter((finding) => finding.outcome !== 'inconclusive') : findings;
  return {
    status: verdict.status,
    ...summary(verdict, findings, words),
    fault: verdict.fault && { message: verdict.fault.message, place: placeIn(verdict.fault) },
    lead,
    groups: kinds.flatMap((kind) => groupOf(kind, words, told, lead)),
    log: verdict.log,
    footnote: `Run in ${Math.max(1, Math.round(verdict.usage.wallMs))} ms with seed ${verdict.seed}`,
  };
}

const kinds = ['function', 'exploit', 'goal'] as const;

/** Every place that the verdict names, for marks in an editor. */
export function placesOf(report: Report): { place: Place; message: string }[] {
  const findings = [...(report.lead ? [report.lead] : []), ...report.groups.flatMap((group) => group.open)];
  const errors = [
    ...(report.fault ? [report.fault] : []),
    ...findings.flatMap((finding) => (finding.error ? [finding.error] : [])),
  ];
  return errors.flatMap(({ message, place }) => (place ? [{ place, message }] : []));
}

const faultHeadings: Readonly<Record<Fault['code'], string>> = {
  syntax: 'The program cannot be read',
  load: 'The program stops while it is loaded',
  entry: 'A function that the exercise asks for is missing',
  time: 'The program takes too long',
  memory: 'The program uses too much memory',
  output: 'A value is too large to look at',
  unsettled: 'The program waits for something that never comes',
  ours: 'The grader failed, not the program',
};

function summary(
  verdict: Verdict,
  findings: readonly FindingReport[],
  words: ReportWords,
): Pick<Report, 'heading' | 'sentence'> {
  if (verdict.fault) {
    const sentence =
      verdict.fault.code === 'ours'
        ? 'Nothing is lost. Run it again.'
        : 'Nothing could be judged to the end. Repair this first, then run again.';
    return { heading: faultHeadings[verdict.fault.code], sentence };
  }
  const all = { function: 0, exploit: 0, goal: 0 };
  for (const { kind } of findings) all[kind]++;
  if (verdict.status === 'passed') return { heading: 'Passed', sentence: words.passed(all) };
  const broken = findings.some((finding) => finding.kind === 'function' && finding.outcome !== 'passed');
  const counts = kinds
    .filter((kind) => all[kind] > 0)
    .map((kind) => words[kind].open(countOf(kind, findings, 'passed'), countOf(kind, findings, 'failed'), all[kind]));
  return { heading: broken ? words.broken : words.open, sentence: `${counts.join('; ')}.` };
}

function groupOf(
  kind: Finding['kind'],
  words: ReportWords,
  findings: readonly FindingReport[],
  lead: FindingReport | undefined,
): ReportGroup[] {
  const own = findings.filter((finding) => finding.kind === kind);
  if (own.length === 0) return [];
  const passed = own.filter((finding) => finding.outcome === 'passed');
  return [
    {
      kind,
      heading: words[kind].heading,
      count: words[kind].count(passed.length, own.length),
      whole: passed.length === own.length,
      open: own.filter((finding) => finding.outcome !== 'passed' && finding !== lead),
      passed,
      passedHeading: words[kind].passedCount(passed.length),
    },
  ];
}

function findingReport(finding: Finding, words: ReportWords): FindingReport {
  const { id, kind, outcome, title, feedback, payload, observed, error } = finding;
  const { one, passed, failed } = words[kind];
  return {
    id,
    kind,
    kindWord: one,
    outcome,
    label: { passed, failed, inconclusive: 'Could not be tried' }[outcome],
    title,
    feedback,
    payload,
    observed,
    error: error && { message: error.message, place: placeIn(error) },
  };
}

function placeIn(from: {
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}): Place | undefined {
  return from.line === undefined ? undefined : { file: from.file, line: from.line, column: from.column ?? 1 };
}

function countOf(kind: Finding['kind'], findings: readonly FindingReport[], outcome: Finding['outcome']): number {
  return findings.filter((finding) => finding.kind === kind && finding.outcome === outcome).length;
}
