/** The patches keep the ordinary function; those said to hold do, against addresses that nobody thought of. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import attack from '../../exercises/link-patches/attack.ts';
import facts from '../../exercises/link-patches/exercise.ts';
import { createDraw } from '../../sandbox/src/draw.ts';
import type { App, Seen } from '../../sandbox/src/exercise.ts';
import { openHtmlWorld } from '../../sandbox/src/worlds/html.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'exercises', 'link-patches');
const { handle: html } = openHtmlWorld();

type SafeHref = (website: string) => string;
const load = async (file: string): Promise<SafeHref> =>
  ((await import(path.join(folder, file))) as { safeHref: SafeHref }).safeHref;

const before = await load('before.ts');
const patches = await Promise.all(
  Object.entries(facts.patches).map(async ([file, { holds }]) => ({
    file,
    holds,
    safeHref: await load(`patches/${file}`),
  })),
);

/** attack.ts on a function of this process: the same call and the same world as in the grader. */
function attackOn(safeHref: SafeHref, input: string): Promise<false | Seen> {
  const app = {
    attempt: (_name: string, website: unknown) =>
      Promise.resolve({ outcome: 'returned' as const, value: safeHref(website as string) }),
  } as unknown as App;
  return attack({ app, html, draw: createDraw(7, 'attack'), scene: undefined }, input);
}

const site = 'https://forum.example/members/ada';

function leadsTo(safeHref: SafeHref, website: string): string | undefined {
  return URL.parse(safeHref(website), site)?.href;
}

const ordinary = [
  'https://ada.example',
  'http://www.ada.example:8080/~ada/index.html',
  '  HTTPS://Ada.Example/a?b=c&d=%20e&f=caf%C3%A9#top ',
  'https://ada.example/a%20b/it’s-(here)!;v=1,2/@ada?back=http://b.example/',
  'mailto:ada@ada.example?subject=Hello%20there',
  '/members/rules',
  '/members/rules?page=2#top',
];

test('before.ts and every patch keep ordinary addresses, and # for none', () => {
  for (const { file, safeHref } of [{ file: 'before.ts', safeHref: before }, ...patches]) {
    for (const website of ordinary) {
      assert.equal(leadsTo(safeHref, website), URL.parse(website, site)!.href, `${file}: ${website}`);
    }
    for (const website of ['', '  ']) assert.equal(safeHref(website), '#', file);
  }
});

const parts = [
  ...[
    'javascript:',
    'JavaScript',
    'java',
    'script',
    ':',
    'vbscript:',
    'data:text/html,',
    'https:',
    'http://',
    'mailto:',
  ],
  ...[
    'alert(1)',
    '//',
    '/*',
    '*/',
    '/',
    '\\',
    '#',
    '?',
    '@',
    'a@b',
    'x.example',
    '.',
    '<',
    '"',
    "'",
    '&',
    '&colon;',
    '&#106;',
  ],
  ...[
    '\t',
    '\n',
    '\r',
    '\f',
    '\v',
    ' ',
    '\0',
    '\u0001',
    '\u001f',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\u200b',
    'ſ',
    'ｊ',
    'İ',
  ],
  ...['%', '%6A', '%09', '%0A', '%00', '%3A', '%253A', '%u006A', '\\n', '\\t', '\\x01', '\\x6A', '\\u003a', '\\u{6A}'],
];
const gaps = ['\t', '\n', '\r', ' ', '\0', '\u0001', '\u200b', '%09', '\\t', '\\x0a', '&Tab;', '/', 'javascript:'];
const address = fc.oneof(
  fc.array(fc.constantFrom(...parts), { maxLength: 10 }).map((list) => list.join('')),
  // The word in pieces, with something in each gap.
  fc
    .array(fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...gaps) }), {
      minLength: 12,
      maxLength: 12,
    })
    .map((between) => `${[...'javascript:'].map((letter, i) => between[i]! + letter).join('')}alert(1)${between[11]}`),
  // Two lines, each of which looks like something.
  fc
    .array(fc.constantFrom('javascript:alert(1)', 'java', 'https://x.example/', '/a', 'mailto:a@b', '//', '\t'), {
      minLength: 2,
      maxLength: 5,
    })
    .map((lines) => lines.join('\n')),
  fc.string(),
);

test('no address gets through a patch that holds', async () => {
  const holding = patches.filter(({ holds }) => holds);
  assert.equal(holding.length, 2);
  await fc.assert(
    fc.asyncProperty(address, async (input) => {
      for (const { file, safeHref } of holding) assert.equal(await attackOn(safeHref, input), false, file);
    }),
    { seed: 7, numRuns: 3_000 },
  );
});

test('the same addresses get through before.ts and each patch that does not hold', async () => {
  const inputs = fc.sample(address, { seed: 7, numRuns: 3_000 });
  for (const { file, safeHref } of [
    { file: 'before.ts', safeHref: before },
    ...patches.filter(({ holds }) => !holds),
  ]) {
    let through = 0;
    for (const input of inputs) if (await attackOn(safeHref, input)) through++;
    assert.ok(through > 0, file);
  }
});

test('attack.ts reads what can’t be typed as a program would, and takes it as it stands, too', async () => {
  const through: string[] = [
    'javascript:1',
    'java\\tscript:1',
    'java\tscript:1',
    '\\x01javascript:1',
    '\\u0001javascript:1',
  ];
  through.push('\\u{1}javascript:1', 'java\\r\\nscript:1', '\\X6Aavascript:1', 'vbscript:1');
  for (const input of through) assert.ok(await attackOn(before, input), input);
  // The HTML parser puts another character in the place of a NUL.
  const harmless = [
    '\\0javascript:1',
    '',
    'https://a.example/',
    '/a',
    '\\',
    '\\x',
    '\\q',
    '\\u{FFFFF}',
    'java\\\\tscript:1',
    'javascript',
    'data:text/html,1',
  ];
  for (const input of harmless) assert.equal(await attackOn(before, input), false, input);
});

test('claims and feedback do not tell which patches hold', () => {
  const lengths = Object.values(facts.patches).map(({ claim }) => claim.length);
  assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 5, lengths.join());
  const shared = Object.values(facts.patches).filter(({ holds }) => holds);
  for (const { feedback } of shared) {
    const beginning = feedback.slice(0, 40);
    const others = Object.values(facts.patches).filter((one) => !one.holds && one.feedback.startsWith(beginning));
    assert.equal(others.length, 1, 'a question about a patch that holds stands at one that does not, too');
  }
});

test('every file of patches/ has the head of before.ts: only what it does differs', () => {
  const head = readFileSync(path.join(folder, 'before.ts'), 'utf8').split('\n').slice(0, 2).join('\n');
  for (const file of readdirSync(path.join(folder, 'patches'))) {
    assert.ok(readFileSync(path.join(folder, 'patches', file), 'utf8').includes(head), file);
  }
});
