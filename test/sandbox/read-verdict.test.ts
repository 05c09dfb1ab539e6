import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictSchema, type LoadedExercise, type Verdict } from '@ounce/sandbox';
import { readVerdict, verdictOfFault } from '../../sandbox/src/supervisor/read-verdict.ts';

const plan = [
  { id: 'adds-up', kind: 'function', title: 'An order adds up' },
  { id: 'negative', kind: 'exploit', title: 'A negative quantity' },
] as const;

const exercise: LoadedExercise = {
  id: 'orders',
  title: 'Orders',
  kind: 'fix',
  weakness: ['CWE-20'],
  module: 'start',
  objectives: ['a.b'],
  minutes: 5,
  entry: ['solve'],
  worlds: [],
  wrong: {},
  folder: '/nowhere',
  hash: 'a'.repeat(64),
  files: { 'solution.ts': '' },
  shown: {},
  programs: {},
  plan,
  hints: [],
  types: '',
};

const run = { exercise, seed: 7 };

function passed(): Verdict {
  return {
    version: 1,
    status: 'passed',
    exercise: { id: exercise.id, hash: exercise.hash },
    seed: run.seed,
    checks: plan.map((planned) => ({ ...planned, outcome: 'passed' })),
    log: { lines: [], dropped: 0 },
    usage: { cpuMs: 1, wallMs: 2, queueMs: 0 },
  };
}

test('readVerdict() believes the verdict of its own run, and adds the time in the queue', () => {
  assert.deepEqual(readVerdict(run, passed(), 12.34567), {
    ...passed(),
    usage: { cpuMs: 1, wallMs: 2, queueMs: 12.346 },
  });
});

const [first, second] = passed().checks as [Verdict['checks'][number], Verdict['checks'][number]];
const unbelievable: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a text': 'passed',
  'a list': [passed()],
  'an empty object': {},
  'another exercise': { ...passed(), exercise: { id: 'others', hash: exercise.hash } },
  'another version of the exercise': { ...passed(), exercise: { id: exercise.id, hash: 'b'.repeat(64) } },
  'a hash that is none': { ...passed(), exercise: { id: exercise.id, hash: '' } },
  'another seed': { ...passed(), seed: 8 },
  'a seed that is none': { ...passed(), seed: -1 },
  'another version of the format': { ...passed(), version: 2 },
  'a status that is none': { ...passed(), status: 'excellent' },
  'no checks': { ...passed(), checks: [] },
  'a check too few': { ...passed(), checks: [first] },
  'a check too many': { ...passed(), checks: [first, second, second] },
  'a check twice in the place of another': { ...passed(), checks: [first, first] },
  'checks in another order': { ...passed(), checks: [second, first] },
  'a check of another id': { ...passed(), checks: [{ ...first, id: 'adds' }, second] },
  'a check of another kind': { ...passed(), checks: [first, { ...second, kind: 'function' }] },
  'a check of another title': { ...passed(), checks: [first, { ...second, title: 'Passed' }] },
  'an outcome that is none': { ...passed(), checks: [first, { ...second, outcome: true }] },
  'an unknown key': { ...passed(), admin: true },
  'an unknown key in a check': { ...passed(), checks: [first, { ...second, score: 1 }] },
  'an unknown key in a fault': { ...passed(), fault: { code: 'time', message: '', by: 'x' } },
  'a fault that is none': { ...passed(), fault: { code: 'none', message: '' } },
  'a feedback that is too long': { ...passed(), checks: [first, { ...second, feedback: 'x'.repeat(2_001) }] },
  'a log that is too long': {
    ...passed(),
    log: { lines: Array.from({ length: 201 }, () => ({ level: 'log', text: '' })), dropped: 0 },
  },
  'a log of another level': { ...passed(), log: { lines: [{ level: 'verdict', text: '' }], dropped: 0 } },
  'a time below zero': { ...passed(), usage: { cpuMs: -1, wallMs: 0, queueMs: 0 } },
  'a time that is no number': { ...passed(), usage: { cpuMs: NaN, wallMs: 0, queueMs: 0 } },
};

for (const [what, said] of Object.entries(unbelievable)) {
  test(`readVerdict() does not believe ${what}`, () => {
    const verdict = readVerdict(run, said, 0);
    assert.equal(verdict.status, 'error');
    assert.equal(verdict.fault?.code, 'ours');
    assert.deepEqual(
      verdict.checks.map(({ id, kind, outcome }) => ({ id, kind, outcome })),
      [
        { id: 'adds-up', kind: 'function', outcome: 'inconclusive' },
        { id: 'negative', kind: 'exploit', outcome: 'inconclusive' },
      ],
    );
  });
}

test('readVerdict() takes the status from the checks, not from what is said', () => {
  for (const outcome of ['failed', 'inconclusive'] as const) {
    const verdict = readVerdict(run, { ...passed(), checks: [first, { ...second, outcome }] }, 0);
    assert.equal(verdict.status, 'failed', outcome);
  }
  assert.equal(readVerdict(run, { ...passed(), status: 'failed' }, 0).status, 'passed');
});

test('readVerdict() takes no verdict with a fault for passed', () => {
  assert.equal(readVerdict(run, { ...passed(), fault: { code: 'time', message: 'Too slow' } }, 0).status, 'failed');
  assert.equal(readVerdict(run, { ...passed(), fault: { code: 'ours', message: 'We failed' } }, 0).status, 'error');
});

test('readVerdict() takes nothing planned for nothing passed', () => {
  const empty = { exercise: { ...exercise, plan: [] }, seed: 7 };
  assert.equal(readVerdict(empty, { ...passed(), checks: [] }, 0).status, 'failed');
});

test('verdictOfFault() is a verdict: failed for the program’s faults, an error for ours', () => {
  const statusOf = (code: 'time' | 'syntax' | 'ours'): string => {
    const verdict = verdictOfFault(run, { code, message: 'Why' });
    return `${verdictSchema.parse(verdict).status} ${verdict.checks.map(({ outcome }) => outcome).join(' ')}`;
  };
  assert.equal(statusOf('time'), 'failed inconclusive inconclusive');
  assert.equal(statusOf('syntax'), 'failed inconclusive inconclusive');
  assert.equal(statusOf('ours'), 'error inconclusive inconclusive');
});
