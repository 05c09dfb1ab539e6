import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import type { Verdict } from '@ounce/sandbox';
import { graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

const checks = `[1, 2].map((n) => ({ id: 'doubles-' + n, task: 1, title: 'It doubles', feedback: 'f', async holds({ app, draw }) {
  const value = draw.int(1, 1_000_000);
  const seen = await app.call('solve', value);
  return seen === value * 2 || { payload: 'solve(' + value + ')', observed: 'It gave ' + JSON.stringify(seen) };
} }))`;
const exploits = `[{ id: 'echoes', title: 'It echoes', feedback: 'f', async lands({ app, draw }) {
  const token = draw.token();
  const attempted = await app.attempt('solve', token);
  return attempted.outcome === 'returned' && attempted.value === token && { payload: token, observed: token };
} }]`;

const programs: Record<string, { source: string; runs: number; status: Verdict['status'] }> = {
  'that passes': {
    source: `export const solve = (n: unknown) => { console.log(n, Math.random(), Date.now()); return typeof n === 'number' ? n * 2 : null; };`,
    runs: 40,
    status: 'passed',
  },
  'that fails': {
    source: `export const solve = async (n: any) => { console.log(n); await new Promise((ok) => setTimeout(ok, Math.random() * 100)); return n > 500_000 ? [Math.random(), new Date()] : n; };`,
    runs: 40,
    status: 'failed',
  },
  // About 150 ms of the 500 that a call has, without a just-in-time compiler.
  'that takes long': {
    source: `export const solve = (n: any) => { let sum = 0; for (let i = 0; i < 12_000_000; i++) sum += i & 1; return typeof n === 'number' && sum > 0 ? n * 2 : null; };`,
    runs: 20,
    status: 'passed',
  },
};

for (const [name, { source, runs, status }] of Object.entries(programs)) {
  test(`grade() gives a program ${name} the same verdict ${runs} times, half of them on a busy machine`, async (t) => {
    const grader = await graderFor(t, await makeExercise({ checks, exploits }));
    const seen = new Set<string>();
    const grade = async (): Promise<void> => {
      for (let i = 0; i < runs / 2; i++) {
        const { usage, ...verdict } = await verdictOn(grader, source, 2_026);
        assert.ok(usage.wallMs > 0);
        assert.equal(verdict.status, status, JSON.stringify(verdict));
        seen.add(JSON.stringify(verdict));
      }
    };
    await grade();
    const busy = [1, 2].map(() =>
      spawn(process.execPath, ['-e', 'for (const end = Date.now() + 60_000; Date.now() < end; );'], {
        stdio: 'ignore',
      }),
    );
    try {
      await grade();
    } finally {
      for (const child of busy) child.kill('SIGKILL');
    }
    assert.equal(seen.size, 1, [...seen].join('\n'));
  });
}
