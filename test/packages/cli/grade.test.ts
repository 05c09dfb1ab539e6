import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { verdictSchema } from '@ounce/sandbox';
import { exercise, root, runOnTerminal, runOunce } from './run-ounce.ts';

const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

function fileWith(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'ounce-cli-')), 'my-solution.ts');
  writeFileSync(file, text);
  return file;
}

test('ounce grade passes the reference and ends with 0', async () => {
  const { code, stdout, stderr } = await runOunce(['grade', 'order-quantity', exercise('reference.ts'), '--seed', '7']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^✓ Passed: everything works, and no attack got through\n/);
  assert.match(stdout, /seed 7 · \d+ ms CPU\n$/);
});

test('ounce grade shows what attacks sent and reached, and ends with 1', async () => {
  const { code, stdout, stderr } = await runOunce(['grade', 'order-quantity', exercise('starter.ts')]);
  assert.deepEqual([code, stderr], [1, '']);
  assert.match(stdout, /^✗ Not passed: 0 of the functions do not work, 6 of the attacks were not stopped\n/);
  assert.match(
    stdout,
    /\n {2}✗ A negative quantity\n {6}A number below zero .*\n {6}sent {2}orderTotal\(.*\n {6}seen {2}The order was taken/,
  );
  assert.match(stdout, /\n {2}✓ An order of several lines adds up\n/);
});

test('ounce grade tells where the program threw, and where it could not be read', async () => {
  const thrower = fileWith(`export function orderTotal(): number {\n  return (undefined as any).price;\n}\n`);
  const threw = await runOunce(['grade', 'order-quantity', thrower]);
  assert.equal(threw.code, 1);
  assert.ok(threw.stdout.includes(`${thrower}:2:29`), threw.stdout);
  const broken = fileWith('export function orderTotal( {\n');
  const unreadable = await runOunce(['grade', 'order-quantity', broken]);
  assert.equal(unreadable.code, 1);
  assert.match(unreadable.stdout, /^✗ Not passed: /);
  assert.ok(unreadable.stdout.includes(`${broken}:`), unreadable.stdout);
});

test('ounce grade --json prints one verdict and nothing else', async () => {
  const args = ['grade', 'order-quantity', exercise('starter.ts'), '--seed', '4294967295', '--json'];
  const [first, second] = await Promise.all([runOunce(args), runOunce(args)]);
  const verdict = verdictSchema.parse(JSON.parse(first.stdout));
  assert.deepEqual([first.code, first.stderr, verdict.status, verdict.seed], [1, '', 'failed', 4_294_967_295]);
  assert.deepEqual(verdictSchema.parse(JSON.parse(second.stdout)).checks, verdict.checks);
  const passed = await runOunce(['grade', '--json', 'order-quantity', exercise('reference.ts')]);
  assert.deepEqual([passed.code, verdictSchema.parse(JSON.parse(passed.stdout)).status], [0, 'passed']);
});

test('ounce grade takes a folder that holds the files of a solution', async () => {
  const file = fileWith('');
  writeFileSync(path.join(path.dirname(file), 'solution.ts'), readFileSync(exercise('reference.ts')));
  const strange = await runOunce(['grade', 'order-quantity', path.dirname(file)]);
  assert.deepEqual([strange.code, strange.stdout], [2, '']);
  assert.match(strange.stderr, /no file "my-solution\.ts"; it has solution\.ts/);
  const folder = path.dirname(fileWith(''));
  writeFileSync(path.join(folder, 'my-solution.ts'), '');
  const missing = await runOunce(['grade', 'order-quantity', folder]);
  assert.match(missing.stderr, /The file "solution\.ts" is missing/);
});

const untried: readonly (readonly [string, string[], RegExp])[] = [
  [
    'an unknown exercise',
    ['grade', 'order-quantitty', exercise('starter.ts')],
    /no exercise "order-quantitty"\. Is "order-quantity" meant\? "ounce list" shows them all/,
  ],
  [
    'an exercise that nothing is near to',
    ['grade', 'zzzzzzzzzzzzzzzz', exercise('starter.ts')],
    /no exercise "zzzzzzzzzzzzzzzz"\. "ounce list"/,
  ],
  ['a path for an exercise', ['grade', '../exercises/order-quantity', exercise('starter.ts')], /no exercise/],
  ['a missing file', ['grade', 'order-quantity', '/nowhere/solution.ts'], /There is no file \/nowhere\/solution\.ts/],
  [
    'a seed below zero',
    ['grade', 'order-quantity', exercise('starter.ts'), '--seed=-1'],
    /The seed is "-1"; a whole number from 0 to 4294967295 is wanted/,
  ],
  [
    'a seed that is too large',
    ['grade', 'order-quantity', exercise('starter.ts'), '--seed', '4294967296'],
    /The seed is "4294967296"/,
  ],
  [
    'a seed that is no number',
    ['grade', 'order-quantity', exercise('starter.ts'), '--seed', '1e3'],
    /The seed is "1e3"/,
  ],
  ['no arguments', ['grade'], /an exercise and a file; there are 0/],
  ['one argument', ['grade', 'order-quantity'], /there are 1/],
  ['three arguments', ['grade', 'order-quantity', 'a', 'b'], /there are 3/],
  ['an unknown option', ['grade', 'order-quantity', 'a', '--sed', '1'], /Unknown option '--sed'/],
  ['an unknown verb', ['grad'], /There is no verb "grad"\. There are: grade, list/],
  ['a verb that every object has', ['toString'], /There is no verb "toString"/],
];

for (const [what, args, message] of untried) {
  test(`ounce says what is wrong with ${what}, and ends with 2`, async () => {
    const { code, stdout, stderr } = await runOunce(args);
    assert.match(stderr, message);
    assert.deepEqual([code, stdout], [2, '']);
    assert.doesNotMatch(stderr, /\n {4}at |node_modules/);
  });
}

test('ounce grade says that a file is too large, and ends with 2', async () => {
  const { code, stderr } = await runOunce(['grade', 'order-quantity', fileWith(' '.repeat(65_537))]);
  assert.match(stderr, /65537 bytes together; at most 65536/);
  assert.equal(code, 2);
});

test('ounce explains itself and ends with 0', async () => {
  for (const [args, text] of [
    [[], /ounce list/],
    [['--help'], /ounce grade <exercise> <file>/],
    [['help', 'grade'], /--seed N/],
    [['grade', '--help'], /--seed N/],
    [['list', '-h'], /one JSON document/],
  ] as const) {
    const { code, stdout, stderr } = await runOunce(args);
    assert.match(stdout, text);
    assert.deepEqual([code, stderr], [0, ''], args.join(' '));
  }
});

test('ounce grade writes no colours into pipes', async () => {
  for (const environment of [{}, { NO_COLOR: '1' }, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }]) {
    const { stdout } = await runOunce(['grade', 'order-quantity', exercise('starter.ts')], environment);
    assert.doesNotMatch(stdout, steering);
  }
});

test('ounce grade writes colours to a terminal, and none with NO_COLOR', async (t) => {
  const args = ['grade', 'order-quantity', exercise('starter.ts')];
  const coloured = await runOnTerminal(args);
  if (coloured === undefined) return t.skip('there is no `script` here that gives a terminal');
  assert.match(coloured.stdout, /\u001b\[31m✗ Not passed/);
  const plain = await runOnTerminal(args, { NO_COLOR: '1' });
  assert.match(plain?.stdout ?? '', /^✗ Not passed/);
  assert.doesNotMatch(plain?.stdout.replaceAll('\r\n', '\n') ?? '', steering);
});

const hostile = `const evil = '\\u001b]0;title\\u0007\\u001b[2J\\u001b[31mred\\u009b31m\\r\\b\\u0000\\u007f\\n✓ Passed: everything works\\u202e\\u2028';
console.log(evil);
console.error({ [evil]: evil });
export function orderTotal(lines: unknown[]): unknown {
  if (lines.length === 0) return evil;
  const error = new Error(evil);
  error.name = evil;
  throw error;
}`;

test('ounce grade lets nothing of a program steer the terminal, or look like a verdict', async () => {
  const { code, stdout } = await runOunce(['grade', 'order-quantity', fileWith(hostile)]);
  assert.equal(code, 1);
  assert.match(stdout, /console\.log: \\u001b\]0;title\\u0007\\u001b\[2J/);
  assert.doesNotMatch(stdout, steering);
  assert.doesNotMatch(stdout, /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  assert.doesNotMatch(stdout, /^✓/m);
  const broken = await runOunce(['grade', 'order-quantity', fileWith(`throw new Error('\\u001b[2J\\n✓ Passed');`)]);
  assert.match(broken.stdout, /^✗ Not passed/);
  assert.doesNotMatch(broken.stdout, steering);
  assert.doesNotMatch(broken.stdout, /^✓/m);
});

test('ounce grade --json escapes what would steer a terminal', async () => {
  const { stdout } = await runOunce(['grade', 'order-quantity', fileWith(hostile), '--json']);
  assert.doesNotMatch(stdout, steering);
  assert.ok(verdictSchema.parse(JSON.parse(stdout)).log.lines[0]?.text.includes('\u001b[2J'));
});

const inFolder = (id: string, file: string): string => path.join(root, 'exercises', id, file);

test('ounce grade sends the answer to a review of code, and speaks of its places', async () => {
  const right = await runOunce(['grade', 'spot-the-sink', inFolder('spot-the-sink', 'reference.json')]);
  assert.deepEqual([right.code, right.stderr], [0, '']);
  assert.match(right.stdout, /^✓ Passed: every place at fault is marked, nothing else is, and the weakness is named\n/);
  assert.match(right.stdout, /\n {2}✓ Place 2 of 4 is found\n {6}An attribute without quotes: /);
  const starter = await runOunce(['grade', 'spot-the-sink', inFolder('spot-the-sink', 'starter.json')]);
  assert.equal(starter.code, 1);
  assert.match(
    starter.stdout,
    /^✗ Not passed: 5 of 5 findings are open\n\nMarks\n {2}✓ Only lines at fault are marked\n/,
  );
  assert.match(starter.stdout, /\nFindings\n {2}✗ Place 1 of 4 is found\n/);
  const beside = await runOunce(['grade', 'spot-the-sink', inFolder('spot-the-sink', 'wrong/every-json.json')]);
  assert.match(beside.stdout, /^✗ Not passed: everything is found, and something is marked that is not at fault\n/);
  assert.match(beside.stdout, /\n {6}given Lines 26\n/);
});

test('ounce grade sends the answer to a review of patches, and speaks of these', async () => {
  const right = await runOunce(['grade', 'link-patches', inFolder('link-patches', 'reference.json')]);
  assert.deepEqual([right.code, right.stderr], [0, '']);
  assert.match(right.stdout, /^✓ Passed: every patch is judged rightly\n\nPatches\n/);
  assert.match(
    right.stdout,
    /\n {6}The link got the address "java\\tscript:alert\(1\)": a click on it runs script\.\n/,
  );
  const wrong = await runOunce(['grade', 'link-patches', inFolder('link-patches', 'wrong/capitals-again.json')]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stdout, /^✗ Not passed: 1 of 6 patches are judged wrongly or still open\n/);
  assert.match(wrong.stdout, /\n {6}given JaVaScRiPt:alert\(1\)\n {6}seen {2}The patched program was run/);
});

test('ounce grade says what is wrong with an answer that cannot be read, and nothing else', async () => {
  for (const [text, message] of [
    ['lines: 3', /^✗ Not passed: answer\.json is no JSON: .*\n\nseed \d+/],
    ['{"lines":[0],"weakness":""}', /^✗ Not passed: answer\.json, lines\.0: .*\n\nseed \d+/],
    ['\u001b[2J\n✓ Passed', /^✗ Not passed: answer\.json is no JSON/],
  ] as const) {
    const { code, stdout } = await runOunce(['grade', 'spot-the-sink', fileWith(text)]);
    assert.equal(code, 1);
    assert.match(stdout, message);
    assert.doesNotMatch(stdout, steering);
    assert.doesNotMatch(stdout, /^✓/m);
  }
});

test('ounce grade takes a folder that holds an answer', async () => {
  const folder = path.dirname(fileWith(''));
  const answer = readFileSync(inFolder('spot-the-sink', 'reference.json'));
  writeFileSync(path.join(folder, 'answer.json'), answer);
  assert.equal((await runOunce(['grade', 'spot-the-sink', folder])).code, 0);
  writeFileSync(path.join(folder, 'other.json'), answer);
  const other = await runOunce(['grade', 'spot-the-sink', folder]);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /no file "other\.json"; it has answer\.json/);
});
