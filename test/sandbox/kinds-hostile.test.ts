/** Programs of kinds break and test that don't play by the rules: none passes, each ends, and the next one is judged right. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { loadExercise, openGrader, type Grader, type Verdict } from '@ounce/sandbox';
import { cacheFolder } from './probe-exercise.ts';
import { graderOf, verdictOn } from './probe-kind.ts';

const root = path.join(import.meta.dirname, '..', '..');

let grader: Grader;
before(async () => {
  const ids = ['order-report', 'attachment-path-tests'];
  const exercises = await Promise.all(ids.map((id) => loadExercise(path.join(root, 'exercises', id))));
  grader = await openGrader({ exercises, cacheFolder, workers: 1 });
});
after(() => grader.close());

async function grade(exercise: string, source: string): Promise<Verdict> {
  const grading = await grader.grade({ exercise, files: { 'solution.ts': source }, seed: 7 });
  assert.ok(grading.outcome === 'graded', JSON.stringify(grading));
  return grading.verdict;
}

function passedIn({ checks }: Verdict): string[] {
  return checks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
}

/** An attack of which only the first of four functions does anything. */
function attackOf(body: string): string {
  return `import { request } from 'ounce:client';
export async function readOrders(me) { ${body} }
export function readKey() {}
export function raiseCredit() {}
export function readCode() {}`;
}

const floods: Readonly<Record<string, { body: string; fault: RegExp }>> = {
  'loops for ever': { body: 'for (;;);', fault: /^time$/ },
  'waits for a million answers': {
    body: `for (let i = 0; i < 1_000_000; i++) await request({ url: '/none' });`,
    fault: /^(unsettled|time)$/,
  },
  'sends a million requests and waits for none': {
    body: `for (let i = 0; i < 1_000_000; i++) request({ url: '/orders', headers: { 'x-key': me.key } });`,
    fault: /^(time|memory)$/,
  },
  'sends large requests without end': {
    body: `const body = 'x'.repeat(400_000); for (;;) request({ url: '/none', body });`,
    fault: /^(time|memory)$/,
  },
  'gives back a huge text': { body: `return 'x'.repeat(10_000_000);`, fault: /^output$/ },
  'gives back a hundred thousand values': { body: 'return Array(100_000).fill(0);', fault: /^output$/ },
};

for (const [what, { body, fault }] of Object.entries(floods)) {
  test(`grade() ends an attack that ${what}`, async () => {
    const verdict = await grade('order-report', attackOf(body));
    assert.equal(verdict.status, 'failed');
    assert.match(verdict.fault?.code ?? 'none', fault);
    assert.deepEqual(passedIn(verdict), []);
  });
}

test('grade() judges an attack right after all of these', async () => {
  const source = await readFile(path.join(root, 'exercises', 'order-report', 'reference.ts'), 'utf8');
  assert.equal((await grade('order-report', source)).status, 'passed');
});

test('grade() gives an attack no random number that leads to what is drawn', async (t) => {
  const draw = (await readFile(path.join(root, 'sandbox', 'src', 'draw.ts'), 'utf8'))
    .replace(/^import .*$/m, '')
    .replace('export function createDraw', 'function createDraw');
  // xorshift32 runs backwards: the number before the first one is the seed that it began with.
  const source = `${draw}
const undo = (value: number, back: (known: number) => number): number => {
  let known = value;
  for (let i = 0; i < 32; i++) known = value ^ back(known);
  return known >>> 0;
};
const seeds = [Math.random() * 4_294_967_296].map((number) =>
  undo(undo(undo(number, (known) => known << 5), (known) => known >>> 17), (known) => known << 13));
export function attack() { return seeds.map((seed) => createDraw(seed, 'scene').token()); }`;
  const probe = {
    'app.ts': 'export function ask() {}',
    'starter.ts': 'export function attack() {}',
    'scene.ts': 'export default ({ draw }) => draw.token();',
    'goals.ts': `export default [{ id: 'found', task: 1, title: 'It is found', feedback: '', reached: async ({ app, scene }) =>
      JSON.stringify(await app.call('attack')).includes(scene) || { observed: 'It is not' } }];`,
  };
  const own = await graderOf(t, { kind: 'break', entry: ['attack'], app: { functions: ['ask'] } }, probe);
  const verdict = await verdictOn(own, 'solution.ts', source);
  assert.deepEqual([verdict.fault, passedIn(verdict)], [undefined, []]);
});

const stoppable = {
  'app.ts': `export function work() { for (let i = 0; i < 300_000; i++); }
export function spin() { for (;;); }
export function handle(req, res) {
  if (req.url === '/wait') return new Promise(() => {});
  if (req.url === '/large') res.send('x'.repeat(2_000_000));
  else throw new Error('the password is swordfish');
}`,
  'starter.ts': 'export function attack() {}',
  'goals.ts': `export default [{ id: 'stopped', task: 1, title: 'The app is stopped', feedback: '', reached: async ({ app, target }) => {
    const seen = await app.attempt('attack');
    return target.stopped === 'time' || { observed: JSON.stringify(seen) }; } }];`,
};
const stoppableFacts = { kind: 'break', entry: ['attack'], app: { functions: ['work', 'spin'], handler: 'handle' } };
const stopper = (body: string): string => `import { work, spin } from './app.ts';
import { request } from 'ounce:client';
export async function attack() { ${body} }`;

test('grade() takes an app for stopped by a single call, and by nothing else', async (t) => {
  const own = await graderOf(t, stoppableFacts, stoppable);
  const verdictOf = (body: string): Promise<Verdict> => verdictOn(own, 'solution.ts', stopper(body));
  assert.deepEqual(passedIn(await verdictOf('spin();')), ['stopped']);
  for (const [url, told] of [
    ['/wait', /gave no answer/],
    ['/large', /too large/],
  ] as const) {
    const verdict = await verdictOf(`await request({ url: '${url}' });`);
    assert.equal(verdict.status, 'failed');
    assert.match(verdict.checks[0]!.observed!, told);
  }
  // Whatever many ordinary calls use up, it is no effect of one of them.
  const flooded = await verdictOf('for (let i = 0; i < 3_000; i++) try { work(); } catch { return; }');
  assert.deepEqual([flooded.status, flooded.fault?.code, passedIn(flooded)], ['failed', 'time', []]);
});

test('grade() sends a client what a server sends, and not what its handler threw', async (t) => {
  const own = await graderOf(t, stoppableFacts, stoppable);
  const source = stopper(`const answer = await request({ url: '/' }); return Object.entries(answer);`);
  const { observed } = (await verdictOn(own, 'solution.ts', source)).checks[0]!;
  assert.match(observed!, /500/);
  assert.doesNotMatch(observed!, /swordfish|threw/);
});

/** A test of the attachments that has all names at hand. */
function testOf(body: string): string {
  return `import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { readAttachment } from './app.ts';
${body}`;
}

const versions = 14;

const forgeries: Readonly<Record<string, string>> = {
  'replaces what results are made with': `
Array.prototype.push = () => 1; Object.defineProperty = (o) => o; Reflect.defineProperty = () => true;
JSON.stringify = () => '{"ok":true,"v":{"count":1,"failed":{"test":"t","name":"n","message":"m","stack":""}}}';
test('a', () => {});`,
  'replaces then() and the iterators': `
const { then } = Promise.prototype;
const forged = { count: 1, failed: { test: 't', name: 'n', message: 'm', stack: '' } };
Promise.prototype.then = function (ok, bad) { return then.call(this, () => ok(forged), bad); };
Array.prototype[Symbol.iterator] = function* () {};
test('a', () => {});`,
  'throws in the iterators': `Array.prototype[Symbol.iterator] = () => { throw new Error('no'); };
test('a', () => {});`,
  'puts results on every object': `
Object.assign(Object.prototype, { failed: { test: 't', name: 'n', message: 'm' }, error: {}, count: 9, ok: true });
test('a', () => {});`,
  'exports results': `export const runTests = () => ({ count: 1 }), results = [], registered = [], dispatch = () => '';
test('a', () => {});`,
  'reads the source of the app': `
test('a', () => { assert.ok(!/NUL|replaceAll|decode|startsWith/.test(String(readAttachment) + readAttachment.toString() + Object.values(readAttachment))); });`,
  'looks at the stack of an error': `
test('a', async () => {
  let stack = '';
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => [frame, frame.getFunction?.(), frame.getThis?.()].map(String)).join();
  await readAttachment('../config.txt').catch((error) => { stack = error.stack; });
  assert.ok(!/app\.ts|mutants|safe/.test(stack + new Error().stack));
});`,
  'counts its runs': `
let runs = 0;
try { runs = fs.readFileSync('/app/runs', 'utf8').length; } catch {}
fs.appendFileSync('/app/runs', '.');
globalThis.runs = (globalThis.runs ?? 0) + 1;
test('a', () => { assert.ok(runs < ${versions / 2} && globalThis.runs < ${versions / 2}); });`,
  'measures time and draws numbers': `
const at = Date.now() + Math.random();
test('a', async () => {
  await readAttachment('../config.txt').catch(() => null);
  const took = Date.now() + new Intl.DateTimeFormat('en', { timeStyle: 'full' }).format().length * 0 - Math.floor(at);
  console.log(at); assert.equal(took, 0);
});`,
  'knows the messages of the version that is shown': `
test('a', async () => {
  for (const name of ['none.txt', '7', '', '.', 'readme.txt/x', '%'])
    await readAttachment(name).catch((error) => assert.equal(String(error), 'Error: There is no such attachment'));
});`,
  'throws what can’t be looked at': `
test('a', () => { throw { get name() { throw 1; }, get message() { throw 2; }, get stack() { for (;;); } }; });`,
  'names and throws what is huge': `test('n'.repeat(4_000_000), () => { throw new Error('m'.repeat(4_000_000)); });`,
  'registers a test in each test': `const again = () => test('again', again);
test('a', again);`,
};

for (const [what, body] of Object.entries(forgeries)) {
  test(`grade() lets no test pass that ${what}`, async () => {
    const verdict = await grade('attachment-path-tests', testOf(body));
    assert.equal(verdict.status, 'failed', JSON.stringify(verdict.fault));
    assert.notEqual(verdict.fault?.code, 'ours');
    // All versions look alike to it: it passes on all of them, or on none.
    assert.ok([0, 4, versions - 4].includes(passedIn(verdict).length), passedIn(verdict).join());
  });
}

test('grade() does not pass a test that never waits for its assertions', async () => {
  const verdict = await grade(
    'attachment-path-tests',
    testOf(`test('a', () => { readAttachment('../config.txt').then((text) => assert.equal(text, null), () => {}); });`),
  );
  assert.equal(verdict.status, 'failed');
  assert.notEqual(verdict.fault?.code, 'ours');
});

test('grade() shows a test the same clock and the same random numbers in every version', async () => {
  const { log } = await grade('attachment-path-tests', testOf(forgeries['measures time and draws numbers']!));
  assert.equal(log.lines.length, versions);
  assert.equal(new Set(log.lines.map(({ text }) => text)).size, 1);
});

test('grade() runs a hundred thousand tests, and misses none that fails', async () => {
  const many = `for (let i = 0; i < 100_000; i++) test('t' + i, () => {});`;
  const verdict = await grade('attachment-path-tests', testOf(many));
  assert.notEqual(verdict.status, 'passed');
  const last = await grade(
    'attachment-path-tests',
    testOf(`for (let i = 0; i < 3_000; i++) test('t' + i, () => {});\ntest('strict', () => assert.equal(1, 2));`),
  );
  assert.match(last.checks[0]!.observed ?? '', /The test “strict” failed/);
});

test('grade() judges a test right after all of these', async () => {
  const source = await readFile(path.join(root, 'exercises', 'attachment-path-tests', 'reference.ts'), 'utf8');
  assert.equal((await grade('attachment-path-tests', source)).status, 'passed');
});
