/** What the bench found: values, each against a baseline of the same run. */

export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: string;
  /** value ÷ the baseline's value; 1 for a baseline itself. */
  ratio: number;
}

/** One way to run a submission, measured many times. */
export interface Times {
  name: string;
  wallMs: number[];
  cpuMs: number[];
}

/** The value below which a share of the list lies. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** CPU (median) and wall time (p50, p95) of the first against each of the others, and theirs. */
export function compared(subject: Times, baselines: readonly Times[]): Figure[] {
  const measures = [
    { what: 'CPU', of: (times: Times) => quantile(times.cpuMs, 0.5) },
    { what: 'wall p50', of: (times: Times) => quantile(times.wallMs, 0.5) },
    { what: 'wall p95', of: (times: Times) => quantile(times.wallMs, 0.95) },
  ];
  return measures.flatMap(({ what, of }) => [
    ...baselines.map((baseline) => figure(`${subject.name}, ${what}`, of(subject), 'ms', baseline.name, of(baseline))),
    ...baselines.map((baseline) => figure(`${baseline.name}, ${what}`, of(baseline), 'ms', 'itself', of(baseline))),
  ]);
}

/** A value and what it is to its baseline, to three digits. */
export function figure(name: string, value: number, unit: string, baseline: string, baselineValue: number): Figure {
  return { name, value: rounded(value), unit, baseline, ratio: rounded(value / baselineValue) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
