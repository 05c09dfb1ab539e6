import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@ounce/sandbox';
import { graderOf, verdictOn } from './probe-kind.ts';

function outcomes({ checks, fault }: Verdict): Record<string, string> {
  assert.equal(fault, undefined);
  return Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
}

const till = `let total = 0;
export function pay(amount: number): number { total += amount; return total; }
export function spin(): void { for (;;); }
export async function later(amount: number): Promise<number> { await null; return pay(amount); }
export function handle(req, res): void { if (req.url === '/secret') res.status(403).send('no'); else res.send(req.url); }`;

const breakFiles = {
  'app.ts': till,
  'starter.ts': `export function attack(): void {}`,
  'goals.ts': `export default [
    { id: 'negative', task: 1, title: 'The till is emptied', feedback: '', reached: async ({ app, target }) => {
      await app.call('attack');
      const total = await target.call('pay', 0);
      return total < 0 || { observed: 'The till holds ' + total + ' after ' + target.calls.length + ' calls' }; } },
    { id: 'stopped', task: 1, title: 'The till stops', feedback: '', reached: async ({ app, target }) => {
      await app.attempt('attack');
      return target.stopped === 'time' || { observed: 'It runs' }; } },
  ];`,
};
const breakFacts = {
  kind: 'break',
  entry: ['attack'],
  app: { functions: ['pay', 'spin', 'later'], handler: 'handle' },
};

test('grade() lets a learner’s program attack an app that stands in an isolate of its own', async (t) => {
  const grader = await graderOf(t, breakFacts, breakFiles);
  const attack = (body: string): Promise<Verdict> =>
    verdictOn(
      grader,
      'solution.ts',
      `import { pay, spin, later } from './app.ts';\nimport { request } from 'ounce:client';\nexport async function attack() { ${body} }`,
    );
  assert.deepEqual(outcomes(await attack('')), { negative: 'failed', stopped: 'failed' });
  const said = await attack('pay(5); await later(6);');
  assert.equal(said.checks[0]!.observed, 'The till holds 11 after 2 calls');
  assert.deepEqual(outcomes(await attack('if (pay(-3) !== -3) throw new Error("not at once");')), {
    negative: 'passed',
    stopped: 'failed',
  });
  assert.deepEqual(
    outcomes(await attack('pay(-1); try { spin(); } catch (error) { if (!/answer/.test(error.message)) throw error; }'))
      .stopped,
    'passed',
  );
  const answer = await attack(
    'const { status, body } = await request({ url: "/a" }); const no = await request({ url: "/secret" }); console.log(status + body + no.status);',
  );
  assert.equal(answer.log.lines[0]!.text, '200/a403');
});

test('grade() gives the attacker nothing of the app but what it answers', async (t) => {
  const grader = await graderOf(t, breakFacts, breakFiles);
  const { log } = await verdictOn(
    grader,
    'solution.ts',
    `import * as app from './app.ts';
export function attack() { console.log(String(app.pay), Object.keys(app).join()); try { app.pay.constructor('return total')(); } catch (error) { console.log(error.message); } }`,
  );
  const text = JSON.stringify(log);
  assert.ok(!text.includes('total +='), text);
  assert.match(text, /total is not defined/);
});

const testFacts = {
  kind: 'test',
  app: { functions: ['pay'] },
  safe: { 'throws.ts': { title: 'A version that throws' }, 'rounds.ts': { title: 'A version that is asynchronous' } },
  mutants: {
    'negative.ts': { title: 'A negative amount is taken', feedback: 'Think of money that flows the other way.' },
    'fraction.ts': { title: 'A fraction is taken', feedback: 'Think of parts of a cent.' },
  },
};
const refuse = (condition: string, before = ''): string =>
  `export ${before} function pay(amount: number) { if (${condition}) throw new RangeError('refused'); return amount; }`;
const testFiles = {
  'starter.ts': `import { test } from 'node:test';\ntest('nothing', () => {});`,
  'safe/throws.ts': refuse('!Number.isInteger(amount) || amount < 0'),
  'safe/rounds.ts': refuse('!Number.isInteger(amount) || amount < 0', 'async'),
  'mutants/negative.ts': refuse('!Number.isInteger(amount)'),
  'mutants/fraction.ts': refuse('amount < 0'),
};

test('grade() runs a learner’s test on every version of the app, and counts what it notices', async (t) => {
  const grader = await graderOf(t, testFacts, testFiles);
  const head = `import { describe, test, beforeEach } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { pay } from './app.ts';\n`;
  const grade = (body: string): Promise<Verdict> => verdictOn(grader, 'solution.ts', head + body);
  const full = await grade(`
describe('pay', () => {
  let limit = 0;
  beforeEach(() => { limit = 0; });
  test('takes whole amounts', async () => { assert.equal(await pay(3), 3); assert.deepEqual([await pay(limit)], [0]); });
  test('refuses others', async () => {
    for (const amount of [-1, 0.5]) await assert.rejects(async () => pay(amount), RangeError);
  });
});`);
  assert.equal(full.status, 'passed', JSON.stringify(full.checks));
  const half = await grade(`test('refuses', async () => { await assert.rejects(async () => pay(-1), /refused/); });`);
  assert.deepEqual(outcomes(half), { throws: 'passed', rounds: 'passed', negative: 'passed', fraction: 'failed' });
  assert.equal(half.checks[3]!.observed, 'The one test passes on this version.');
  const strict = await grade(`test('at once', () => { assert.throws(() => pay(-1), RangeError); });`);
  assert.deepEqual([strict.checks[0]!.outcome, strict.checks[1]!.outcome], ['passed', 'failed']);
  assert.match(strict.checks[1]!.error!.message, /Nothing was thrown/);
  assert.equal(strict.checks[1]!.error!.line, 4);
  const none = await grade('');
  assert.match(none.checks[0]!.feedback!, /No test ran/);
  assert.equal(none.status, 'failed');
});

const spotFacts = {
  kind: 'spot',
  spots: [
    { id: 'first', lines: [3, 3], tolerance: 0, title: 'Here', feedback: 'Look at the first.' },
    { id: 'second', lines: [8, 9], title: 'There', feedback: 'Look at the second.' },
  ],
  innocent: [{ lines: [5, 5], why: 'This line only reads.' }],
  names: [
    { cwe: 'CWE-79', name: 'Cross-site scripting', right: true, why: 'It is.' },
    { cwe: 'CWE-89', name: 'SQL injection', why: 'No SQL is there.' },
  ],
};
const spotFiles = { 'code.ts': '//\n'.repeat(12), 'starter.json': '{"lines":[],"weakness":""}' };

test('grade() compares marked lines with the places at fault', async (t) => {
  const grader = await graderOf(t, spotFacts, spotFiles);
  const grade = (answer: unknown): Promise<Verdict> => verdictOn(grader, 'answer.json', JSON.stringify(answer));
  assert.equal((await grade({ lines: [3, 10], weakness: 'CWE-79' })).status, 'passed');
  assert.deepEqual(outcomes(await grade({ lines: [2, 7], weakness: 'CWE-89' })), {
    'only-faults': 'failed',
    first: 'failed',
    second: 'passed',
    weakness: 'failed',
  });
  const beside = await grade({ lines: [3, 5, 8], weakness: 'CWE-79' });
  assert.match(beside.checks[0]!.feedback!, /One marked line is not at fault. This line only reads./);
  const all = await grade({ lines: Array.from({ length: 12 }, (_, i) => i + 1), weakness: 'CWE-79' });
  assert.equal(all.status, 'failed');
  const empty = await grade({ lines: [], weakness: '' });
  assert.deepEqual(outcomes(empty), { 'only-faults': 'passed', first: 'failed', second: 'failed', weakness: 'failed' });
  assert.ok(!JSON.stringify(empty).includes('Here'), 'the place is told before it is found');
});

test('grade() tells a malformed answer as one, with its place', async (t) => {
  const grader = await graderOf(t, spotFacts, spotFiles);
  for (const [text, message] of [
    ['{', /answer\.json is no JSON/],
    ['{"lines":["3"],"weakness":""}', /lines\.0/],
    ['{"lines":[0],"weakness":""}', /lines\.0/],
    ['{"lines":[],"weakness":"","status":"passed"}', /status/],
    ['[]', /as a whole/],
  ] as const) {
    const { status, fault } = await verdictOn(grader, 'answer.json', text);
    assert.deepEqual([status, fault?.code], ['failed', 'syntax']);
    assert.match(fault!.message, message);
  }
});

const reviewFacts = {
  kind: 'review',
  app: { functions: ['go'] },
  patches: {
    'parsed.ts': { claim: 'The address is parsed first', holds: true, feedback: 'What is compared, is what is used.' },
    'prefix.ts': { claim: 'Only paths are taken', holds: false, feedback: 'What else begins with a slash?' },
  },
  input: { label: 'Address', example: '/home' },
};
const reviewFiles = {
  'before.ts': 'export const go = (to: string) => to;',
  'patches/parsed.ts': `export const go = (to: string) => new URL(to, 'https://a.example').origin === 'https://a.example' ? to : '/';`,
  'patches/prefix.ts': `export const go = (to: string) => to.startsWith('/') ? to : '/';`,
  'attack.ts': `export default async ({ app }, input) => {
    const to = await app.attempt('go', input);
    const url = to.outcome === 'returned' ? URL.parse(String(to.value), 'https://a.example') : null;
    return url && url.origin !== 'https://a.example' ? { payload: input, observed: 'It leads to ' + url.origin } : false;
  };`,
  'starter.json': '{"patches":{}}',
};

test('grade() judges what a learner says of patches, and runs the input that shall break one', async (t) => {
  const grader = await graderOf(t, reviewFacts, reviewFiles);
  const grade = (parsed: unknown, prefix: unknown): Promise<Verdict> =>
    verdictOn(grader, 'answer.json', JSON.stringify({ patches: { parsed, prefix } }));
  const holds = { holds: true, input: '' };
  const right = await grade(holds, { holds: false, input: '//b.example' });
  assert.equal(right.status, 'passed');
  assert.equal(right.checks[1]!.observed, 'It leads to https://b.example');
  assert.deepEqual(outcomes(await grade(holds, { holds: false, input: '/home' })), {
    parsed: 'passed',
    prefix: 'failed',
  });
  assert.deepEqual(outcomes(await grade(holds, { holds: false, input: '' })).prefix, 'failed');
  assert.deepEqual(outcomes(await grade({ holds: false, input: '//b.example' }, holds)), {
    parsed: 'failed',
    prefix: 'failed',
  });
  assert.deepEqual(outcomes(await grade({ holds: null, input: '' }, holds)), { parsed: 'failed', prefix: 'failed' });
});
