import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { test } from 'node:test';
import type { CostPoint } from '@ounce/sandbox/exercise';
import { exponentOf } from '../../sandbox/src/worker/cost.ts';
import { graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

const exploits = `[{ id: 'grows', title: 'It grows', feedback: 'f', async lands({ app }) {
  const { growth, cutOff, points } = await app.cost('solve', (size) => ['a'.repeat(size) + 'b'], [500, 1_000, 2_000, 4_000]);
  return { observed: growth + (cutOff ? ', cut off' : '') + ', ' + points.length + ' sizes' };
} }]`;
const doubles = `if (typeof value === 'number') return value * 2;`;

const programs = {
  quick: `export function solve(value: any) { ${doubles} return value.length; }`,
  linear: `export function solve(value: any) { ${doubles} let n = 0; for (const c of value) for (let i = 0; i < 100; i++) n += i; return n; }`,
  quadratic: `export function solve(value: any) { ${doubles} let n = 0; for (let i = 0; i < value.length; i += 4) for (let j = 0; j < value.length; j++) n += j; return n; }`,
  exponential: `export function solve(value: any) { ${doubles} return /^(a+)+$/.test(value); }`,
};

const wanted: Record<keyof typeof programs, RegExp> = {
  quick: /^linear, 4 sizes$/,
  linear: /^linear, 4 sizes$/,
  quadratic: /^polynomial, 4 sizes$|^polynomial, cut off/,
  exponential: /^exponential, cut off, 1 sizes$/,
};

/** Two processes that keep both cores busy until the test is over. */
async function loaded(act: () => Promise<void>): Promise<void> {
  const busy: ChildProcess[] = [1, 2].map(() =>
    spawn(process.execPath, ['-e', 'for (const end = Date.now() + 60_000; Date.now() < end; );'], { stdio: 'ignore' }),
  );
  try {
    await act();
  } finally {
    for (const child of busy) child.kill('SIGKILL');
  }
}

for (const name of Object.keys(programs) as (keyof typeof programs)[]) {
  test(`app.cost() tells the growth of a program that is ${name}, on an idle and on a busy machine`, async (t) => {
    const grader = await graderFor(t, await makeExercise({ exploits }));
    const seen: string[] = [];
    const measure = async (): Promise<void> => {
      for (let i = 0; i < 10; i++)
        seen.push((await verdictOn(grader, programs[name], i)).checks[1]!.observed ?? 'none');
    };
    await measure();
    await loaded(measure);
    assert.equal(seen.length, 20);
    for (const observed of seen) assert.match(observed, wanted[name], seen.join('; '));
  });
}

test('app.cost() leaves the program that the other checks use as it was, and its CPU time', async (t) => {
  const counting = `[{ id: 'counts', title: 'It counts', feedback: 'f', async lands({ app }) {
    const before = await app.call('solve', 2);
    for (let i = 0; i < 2; i++) await app.cost('solve', (size) => ['a'.repeat(size) + 'b'], [40, 60, 80]);
    return (await app.call('solve', 2)) !== before && { observed: 'another state' };
  } }]`;
  const grader = await graderFor(t, await makeExercise({ exploits: counting }));
  const source = `let texts = 0;\nexport function solve(value: any) { if (typeof value === 'number') return value * 2 + texts; texts++; return /^(a+)+$/.test(value); }`;
  const verdict = await verdictOn(grader, source);
  assert.equal(verdict.status, 'passed', JSON.stringify(verdict.fault ?? verdict.checks));
});

test('app.cost() can’t be tried any more when several were cut off: that is no defence', async (t) => {
  const many = `[{ id: 'many', title: 'Many', feedback: 'f', async lands({ app }) {
    for (let i = 0; i < 20; i++) await app.cost('solve', (size) => ['a'.repeat(size) + 'b'], [40, 60, 80]);
    return false;
  } }]`;
  const grader = await graderFor(t, await makeExercise({ exploits: many }));
  const verdict = await verdictOn(grader, programs.exponential);
  assert.deepEqual([verdict.status, verdict.checks[1]!.outcome, verdict.fault], ['failed', 'inconclusive', undefined]);
});

test('app.cost() passes on every other fault, and lets the function refuse', async (t) => {
  const exploit = `[{ id: 'asks', title: 'It asks', feedback: 'f', async lands({ app }) {
    const { growth } = await app.cost('solve', (size) => ['a'.repeat(size)], [1, 2, 3]);
    return growth !== 'linear' && { observed: growth };
  } }]`;
  const grader = await graderFor(t, await makeExercise({ exploits: exploit }));
  const on = async (body: string): Promise<string> => {
    const verdict = await verdictOn(grader, `export function solve(value: any): any { ${doubles} ${body} }`);
    return verdict.fault?.code ?? verdict.checks[1]!.outcome;
  };
  assert.equal(await on(`throw new Error('refused');`), 'passed');
  assert.equal(await on(`return new Promise(() => {});`), 'unsettled');
  assert.equal(await on(`return 'x'.repeat(10_000_000);`), 'output');
});

const points = (...pairs: [size: number, ms: number, cutOff?: boolean][]): CostPoint[] =>
  pairs.map(([size, ms, cutOff = false]) => ({ size, ms, cutOff }));

test('exponentOf() is the slope of what can be measured, and at least what a cut-off proves', () => {
  const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 0.1, `${actual}`);
  near(exponentOf(points([1, 0.01], [10, 0.1], [100, 0.5])), 0);
  near(exponentOf(points([100, 10], [200, 20], [400, 40])), 1);
  near(exponentOf(points([100, 10], [200, 40], [400, 160])), 2);
  near(exponentOf(points([100, 0.1], [200, 0.4], [400, 1.6], [800, 6.4], [1_600, 25.6])), 1.84);
  near(exponentOf(points([100, 30], [200, 120], [400, 480], [800, 500, true])), 2);
  assert.ok(exponentOf(points([20, 0.2], [25, 8], [30, 500, true])) > 10);
  assert.equal(exponentOf(points([20, 500, true])), Infinity);
});
