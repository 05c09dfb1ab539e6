/** Finds what learners must not read in the files that are sent to browsers. */
import path from 'node:path';
import { parse } from 'yaml';
import type { Sources } from './rooms.ts';

/** Shorter lines say too little to know them again: `return undefined;` stands everywhere. */
const distinctive = 30;
/** Letters and digits that a text must have to be looked for. */
const needed = 20;

/**
 * Lines of exercises' references, checks and fixes, answers in their facts, and answers of questions, that stand in files
 * for browsers. A line is no secret when a file that learners are shown, or a lesson, has it too.
 */
export function leaks(client: Sources, exercises: Sources, courses: Sources): string[] {
  const secrets = [
    ...secretLines(exercises, linesOf(courses, /\.mdx$/)),
    ...secretFacts(exercises),
    ...answers(courses),
  ];
  return [...client].flatMap(([file, text]) => [
    ...secretsIn(readings(file, text), secrets).map((secret) => `${file}: holds "${secret.text}" of ${secret.from}`),
    ...marksIn(file, text),
  ]);
}

interface Secret {
  readonly from: string;
  readonly text: string;
}

const secretFile =
  /^exercises\/[^/]+\/(?:reference|functional|exploits|goals|attack|accepted|wrong|safe|mutants)(?:\.(?:ts|json)$|\/)/;

function secretLines(exercises: Sources, taught: ReadonlySet<string>): Secret[] {
  return [...exercises]
    .filter(([file]) => secretFile.test(file))
    .flatMap(([from, text]) => {
      const shown = textOf(
        exercises,
        new RegExp(
          `^${path.posix.join(...from.split('/').slice(0, 2))}/(?:starter|instructions|hints|app|code|before|patches)\\b`,
        ),
      );
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.length >= distinctive && !shown.includes(bare(line)) && !taught.has(bare(line)))
        .map((line) => ({ from, text: line }));
    });
}

/** What exercise.ts says only to who has answered: feedback, reasons, and what is wrong in the places to be found. */
function secretFacts(exercises: Sources): Secret[] {
  return [...exercises]
    .filter(([file]) => /^exercises\/[^/]+\/exercise\.ts$/.test(file))
    .flatMap(([from, text]) => {
      const spots = /^ {2}spots: \[$[^]*?^ {2}\],$/m.exec(text)?.[0] ?? '';
      return [...textsUnder('feedback|why', text), ...textsUnder('title', spots)].map((said) => ({ from, text: said }));
    });
}

/** The texts in quotes after a key, in source as prettier writes it. */
function textsUnder(keys: string, source: string): string[] {
  const texts = source.matchAll(
    new RegExp(`\\b(?:${keys}):\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|"((?:[^"\\\\]|\\\\.)*)")`, 'g'),
  );
  return [...texts].map(([, single, double]) => single ?? double ?? '');
}

/** All of it, letters and digits only: a line of code may stand in the middle of a sentence. */
function textOf(sources: Sources, file: RegExp): string {
  const texts = [...sources].filter(([name]) => file.test(name)).map(([, text]) => bare(text));
  return texts.join('\n');
}

function linesOf(sources: Sources, file: RegExp): ReadonlySet<string> {
  const texts = [...sources].filter(([name]) => file.test(name)).map(([, text]) => text);
  return new Set(texts.flatMap((text) => text.split('\n').map(bare)));
}

function answers(courses: Sources): Secret[] {
  const checks = [...courses].filter(([file]) => file.endsWith('/check.yml'));
  return checks.flatMap(([from, text]) => whys(parse(text)).map((why) => ({ from, text: why })));
}

/** The text under every key `why`, however deep. */
function whys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'why' && typeof inner === 'string' ? [inner] : whys(inner),
  );
}

function secretsIn(readings: readonly string[], secrets: readonly Secret[]): Secret[] {
  const wanted = secrets
    .map((secret) => ({ secret, bare: bare(secret.text) }))
    .filter((one) => one.bare.length >= needed);
  const byStart = Map.groupBy(wanted, (one) => one.bare.slice(0, needed));
  // Megabytes are looked through: nearly every place is ruled out by three characters, without cutting a text.
  const beginnings = new Uint8Array(0x1_0000);
  for (const start of byStart.keys()) beginnings[beginning(start, 0)] = 1;
  const found = new Set<Secret>();
  for (const text of readings) {
    for (let at = 0; at + needed <= text.length; at++) {
      if (beginnings[beginning(text, at)] === 0) continue;
      for (const one of byStart.get(text.slice(at, at + needed)) ?? []) {
        if (text.startsWith(one.bare, at)) found.add(one.secret);
      }
    }
  }
  return [...found];
}

function beginning(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}

/** Letters and digits only, so that quoting, indentation and line breaks hide nothing. */
function bare(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi, (_, long?: string, short?: string) =>
      character(undefined, long ?? short),
    )
    .replace(/\\[nrt]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '');
}

/** A file as it is, attributes included; and of pages what is read, where highlighting puts a tag around each word. */
function readings(file: string, text: string): string[] {
  const read = /\.(?:html|xml|svg)$/.test(file) ? [text.replace(/<\/?[a-zA-Z][^<>]*>/g, ''), text] : [text];
  return read.map((reading) => bare(withoutReferences(reading)));
}

function withoutReferences(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|quot|amp|lt|gt|apos|nbsp);/gi,
    (reference, decimal?: string, hex?: string) => (reference === '&amp;' ? '&' : character(decimal, hex)),
  );
}

function character(decimal: string | undefined, hex: string | undefined): string {
  const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '20', 16);
  return point <= 0x10_ffff ? String.fromCodePoint(point) : '';
}

/** How data says which option of a question is right. */
function marksIn(file: string, text: string): string[] {
  const mark = /["']?\bcorrect\b["']?\s*[:=]\s*["']?(?:true\b|!0)/.exec(text)?.[0];
  return mark === undefined ? [] : [`${file}: holds "${mark}", which tells right answers from wrong ones`];
}
