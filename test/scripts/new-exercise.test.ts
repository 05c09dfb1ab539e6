import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { limits, loadExercise, openGrader } from '@ounce/sandbox';
import { proveExercise } from '@ounce/sandbox/contract';
import { makeExercise } from '../../scripts/new-exercise/make-exercise.ts';
import { nextSteps } from '../../scripts/new-exercise/next-steps.ts';
import { problemCodes } from '../../sandbox/src/contract/problem.ts';
import { cacheFolder } from '../sandbox/probe-exercise.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

function emptyRoot(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ounce-new-'));
  for (const module of ['start', 'sql-injection'])
    mkdirSync(path.join(folder, 'courses', 'secure-coding', module), { recursive: true });
  mkdirSync(path.join(folder, 'exercises'));
  return folder;
}

const wishes = [
  { id: 'a-plain-one', module: 'start', worlds: [] },
  { id: 'queries', module: 'sql-injection', worlds: ['database'] },
  { id: '2-files', module: 'start', worlds: ['files'] },
  { id: 'pages', module: 'start', worlds: ['html'] },
  { id: 'hosts', module: 'start', worlds: ['network'] },
  { id: 'codes', module: 'start', worlds: ['clock'] },
  { id: 'commands', module: 'start', worlds: ['shell'] },
  { id: 'documents', module: 'start', worlds: ['xml'] },
  { id: 'in-c', module: 'start', worlds: ['c'] },
  { id: 'all-of-them', module: 'start', worlds: ['files', 'database', 'html', 'shell', 'network', 'clock'] },
];

test('makeExercise() makes exercises that are sound as they stand', async (t) => {
  const place = emptyRoot();
  for (const wish of wishes) assert.equal((await makeExercise(place, wish)).outcome, 'made');
  const exercises = await Promise.all(wishes.map(({ id }) => loadExercise(path.join(place, 'exercises', id))));
  const grader = await openGrader({ exercises, cacheFolder, queueLimit: 1_000 });
  t.after(() => grader.close());
  for (const exercise of exercises) {
    const { problems, counts } = await proveExercise(exercise, {
      grader,
      seeds: 2,
      modules: ['start', 'sql-injection'],
    });
    assert.deepEqual(problems, [], exercise.id);
    assert.ok(counts.functional >= 5 && counts.exploits >= 6 && counts.accepted >= 3 && counts.wrong >= 6, exercise.id);
  }
  assert.deepEqual(
    exercises.map(({ id, module, worlds }) => ({ id, module, worlds })),
    wishes,
  );
});

test('makeExercise() makes every file and tells which', async () => {
  const place = emptyRoot();
  const made = await makeExercise(place, { id: 'new-one', module: 'start', worlds: ['database'] });
  assert.ok(made.outcome === 'made');
  const wanted = [
    'exercise.ts',
    'explanation.mdx',
    'exploits.ts',
    'functional.ts',
    'hints.md',
    'instructions.mdx',
    'reference.ts',
    'scene.ts',
    'starter.ts',
  ];
  assert.deepEqual(
    made.files.filter((file) => !file.includes('/')),
    wanted,
  );
  assert.deepEqual(
    made.files,
    readdirSync(path.join(place, 'exercises', 'new-one'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[a-z]+$/.test(file))
      .sort(),
  );
  const steps = nextSteps(made);
  assert.match(steps, /npm run exercises -- new-one/);
  assert.match(steps, /courses\/secure-coding\/start\/module\.yml/);
  assert.match(steps, /<Exercise id="new-one" \/>/);
});

const refused: readonly (readonly [string, { id: string; module?: string; worlds?: string[] }, RegExp])[] = [
  ['an id with capitals', { id: 'NewOne' }, /"NewOne": an id is kebab-case/],
  ['an id with a path in it', { id: '../outside' }, /kebab-case/],
  ['an empty id', { id: '' }, /kebab-case/],
  ['an id that ends in a hyphen', { id: 'new-' }, /kebab-case/],
  ['an id that is too long', { id: 'x'.repeat(61) }, /at most 60 characters/],
  [
    'an unknown module',
    { id: 'new', module: 'sql-injektion' },
    /no module "sql-injektion".* Is "sql-injection" meant\? There are: sql-injection, start\./,
  ],
  [
    'an unknown world',
    { id: 'new', worlds: ['databse'] },
    /no world "databse"\. Is "database" meant\? There are: database, files, html, shell, network, clock, xml, c\./,
  ],
  ['a world of another name', { id: 'new', worlds: ['toString'] }, /no world "toString"\. There are/],
  ['a world twice', { id: 'new', worlds: ['html', 'html'] }, /"html" is asked for twice/],
];

for (const [what, { id, module = 'start', worlds = [] }, message] of refused) {
  test(`makeExercise() refuses ${what}`, async () => {
    const place = emptyRoot();
    const made = await makeExercise(place, { id, module, worlds });
    assert.match(made.outcome === 'refused' ? made.why : made.outcome, message);
    assert.deepEqual(readdirSync(path.join(place, 'exercises')), []);
  });
}

test('makeExercise() leaves a folder alone that is there already', async () => {
  const place = emptyRoot();
  mkdirSync(path.join(place, 'exercises', 'taken'));
  const made = await makeExercise(place, { id: 'taken', module: 'start', worlds: [] });
  assert.match(made.outcome === 'refused' ? made.why : '', /exercises\/taken is there already/);
  assert.deepEqual(readdirSync(path.join(place, 'exercises', 'taken')), []);
  assert.equal((await makeExercise(place, { id: 'twice', module: 'start', worlds: [] })).outcome, 'made');
  assert.equal((await makeExercise(place, { id: 'twice', module: 'start', worlds: [] })).outcome, 'refused');
});

test('npm run new-exercise says what is wrong with a command line, shows how it goes, and ends with 2', () => {
  const lines: readonly (readonly [string[], RegExp])[] = [
    [[], /One id is wanted for the new exercise; there are 0\./],
    [['a', 'b'], /there are 2\./],
    [['a', '--wrold', 'html'], /Unknown option '--wrold'/],
    [['a', '--world'], /--world/],
    [['order-quantity'], /exercises\/order-quantity is there already/],
    [['Not An Id'], /kebab-case/],
  ];
  for (const [args, message] of lines) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(root, 'scripts', 'new-exercise.ts'), ...args],
      { encoding: 'utf8' },
    );
    assert.match(stderr, message);
    assert.match(
      stderr,
      /npm run new-exercise -- <id> \[--module <module>\] \[--world database\|files\|html\|shell\|network\|clock\|xml\|c\]…/,
    );
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
  }
});

const guide = readFileSync(path.join(root, 'docs', 'write-an-exercise.md'), 'utf8');

test('docs/write-an-exercise.md shows code as it stands in the examples', () => {
  const unindented = (text: string): string => text.replace(/^ +/gm, '').trim();
  const examples = globSync('scripts/new-exercise/template/**/*.{ts,c,mdx}', { cwd: root }).map((file) =>
    unindented(readFileSync(path.join(root, file), 'utf8')),
  );
  const blocks = [...guide.matchAll(/^```(?:ts|c|md)\n([^]*?)^```$/gm)].map(([, code]) => code ?? '');
  const pieces = blocks.flatMap((code) => code.split(/^ *\/\/ …$/m)).map(unindented);
  assert.ok(pieces.length >= 15, `${pieces.length} pieces`);
  assert.deepEqual(
    pieces.filter((piece) => !examples.some((example) => example.includes(piece))),
    [],
  );
});

test('docs/write-an-exercise.md explains every problem and publishes every limit', () => {
  for (const code of problemCodes) assert.match(guide, new RegExp(`^\\| \`${code}\``, 'm'));
  const { sourceBytes, files, callCpuMs, runCpuMs, memoryMb, logLines, logBytes, value } = limits;
  const told = [
    `${sourceBytes / 1_024} KB in ${files} files`,
    `${callCpuMs} ms, and ${runCpuMs / 1_000} s`,
    `${memoryMb} MB`,
    `${logLines} lines, ${logBytes / 1_024} KB`,
    `${value.bytes / 1_024} KB, ${value.nodes.toLocaleString('en')} values, ${value.depth} levels`,
  ];
  for (const text of told) assert.ok(guide.includes(`| ${text} `), text);
});
