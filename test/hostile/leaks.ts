/** What a verdict may not show. */
import path from 'node:path';
import type { Verdict } from '@ounce/sandbox';
import { authorsTexts } from './probe.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

const forbidden = [
  ...authorsTexts,
  root,
  'isolated-vm',
  'node:internal',
  'node_modules',
  'functional.ts',
  'exploits.ts',
  'judge.ts',
  'evalmachine',
];
/** The grader's own programs, by the names that their files have in the cache. */
const ownFiles =
  /\b(?:worker|inside|compiler)-[0-9a-f]{16}|\bat [^\n]*\bounce:\d+:\d+|file:\/\/\/(?:work|tmp|home|root)/;

/** What a verdict shows of the grader, the checks, the seed, the host or the real time: it should be nothing. */
export function leaksIn(verdict: Verdict, source: string): string[] {
  const shown = shownText(verdict);
  // What the program names itself is no secret.
  const found = forbidden.filter((text) => shown.includes(text) && !source.includes(text));
  const own = ownFiles.exec(shown);
  const { seed } = verdict;
  const seeds = [String(seed), String(seed | 0), seed.toString(16)].filter((text) => shown.includes(text));
  const hidden = verdict.checks.find(({ id }) => id === 'hidden');
  return [
    ...found,
    ...(own ? [own[0]] : []),
    ...seeds.map((text) => `the seed, as ${text}`),
    ...foreignFrames(verdict),
    ...realTimes(verdict),
    ...(hidden && ('payload' in hidden || 'observed' in hidden || 'error' in hidden)
      ? ['what a hidden attack did']
      : []),
  ];
}

/** Everything that the program has a part in: the exercise's own words are no leak. */
function shownText({ checks, log, fault }: Verdict): string {
  return JSON.stringify([checks.map(({ payload, observed, error }) => [payload, observed, error]), log.lines, fault]);
}

/** Frames of a stack, or places of an error, that are in no file of the program's. */
function foreignFrames({ checks, log, fault }: Verdict): string[] {
  const lines = log.lines.flatMap(({ text }) => text.split('\n'));
  const frames = lines.filter(
    (line) =>
      /^\s*at (?:.* \()?[^()\s]+:\d+:\d+\)?$/.test(line) &&
      !/(?:solution|safe|weak)\.ts:\d|<anonymous>|\bnative\b/.test(line),
  );
  const places = [fault?.file, ...checks.map(({ error }) => error?.file)];
  const files = places.filter((file) => file !== undefined && !/^(?:solution|safe|weak)\.ts$/.test(file));
  return [...frames, ...files.map((file) => `a place in ${file}`)];
}

/** Times within a day of now: the virtual clock of the seeds used here is months away. */
function realTimes({ log }: Verdict): string[] {
  const text = log.lines.map((line) => line.text).join('\n');
  const numbers = [...text.matchAll(/\b1[6-9]\d{8}(?:\d{3})?\b/g)].map(([digits]) => Number(digits.padEnd(13, '0')));
  const dates = [...text.matchAll(/\b20\d\d-\d\d-\d\d\b/g)].map(([date]) => Date.parse(date));
  const julian = [...text.matchAll(/\b24[56]\d{4}\.\d+/g)].map(([day]) => (Number(day) - 2_440_587.5) * 86_400_000);
  return [...numbers, ...dates, ...julian]
    .filter((time) => Math.abs(time - Date.now()) < 2 * 86_400_000)
    .map((time) => `the real time, as ${new Date(time).toISOString()}`);
}
