/** Every program in programs/, by family, against the grader: it gets the verdict that it states, and harms nobody after it. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { listExercises, openGrader, type Grader, type LoadedExercise, type Verdict } from '@ounce/sandbox';
import { cacheFolder } from '../sandbox/probe-exercise.ts';
import { outcomeOf, readExpectation } from './expectation.ts';
import { leaksIn } from './leaks.ts';
import { makeProbe, safe, weak } from './probe.ts';

/** Unsigned, prime, with no short form, and its day of the virtual year far from any on which this may run. */
const seed = 3_141_592_653;

const folder = path.join(import.meta.dirname, 'programs');
const families = readdirSync(folder);
const programs = families.flatMap((family) =>
  readdirSync(path.join(folder, family)).map((file) => ({ family, name: `${family}/${file}` })),
);

/** Graders with one worker each: what comes after a hostile program is judged where it was. */
const idle: Grader[] = [];
const graders: Grader[] = [];
const counts = new Map<string, number>();
let exercises: readonly LoadedExercise[];

before(async () => {
  const root = path.join(import.meta.dirname, '..', '..');
  exercises = [await makeProbe(), ...(await listExercises(path.join(root, 'exercises')))];
  for (let i = 0; i < 2; i++) graders.push(await openGrader({ exercises, cacheFolder, workers: 1 }));
  idle.push(...graders);
});
after(() => Promise.all(graders.map((grader) => grader.close())));

async function verdictOn(grader: Grader, exercise: string, source: string): Promise<Verdict> {
  const wanted = Object.keys(exercises.find(({ id }) => id === exercise)?.files ?? {});
  const files = Object.fromEntries(
    Object.entries({ 'solution.ts': source, 'safe.ts': safe, 'weak.ts': weak }).filter(([name]) =>
      wanted.includes(name),
    ),
  );
  const grading = await grader.grade({ exercise, files, seed });
  assert.equal(grading.outcome, 'graded', JSON.stringify(grading));
  return (grading as { verdict: Verdict }).verdict;
}

describe('grade() judges hostile programs', { concurrency: 2 }, () => {
  for (const { family, name } of programs) {
    test(name, async () => {
      const source = readFileSync(path.join(folder, name), 'utf8');
      const { outcomes, exercise } = readExpectation(source);
      const grader = idle.pop();
      assert.ok(grader, 'no grader is idle');
      try {
        const verdict = await verdictOn(grader, exercise, source);
        const outcome = outcomeOf(verdict);
        counts.set(`${family} ${outcome}`, (counts.get(`${family} ${outcome}`) ?? 0) + 1);
        const next = await verdictOn(grader, 'probe', safe);
        assert.ok(outcomes.includes(outcome), `${outcome}: ${JSON.stringify(verdict.fault ?? verdict.checks)}`);
        assert.deepEqual(leaksIn(verdict, source), []);
        assert.ok(verdict.log.lines.reduce((sum, line) => sum + line.text.length, 0) <= 36_000, 'the log is too long');
        assert.equal(
          next.status,
          'passed',
          `the next program, a right one: ${JSON.stringify(next.fault ?? next.checks)}`,
        );
        assert.deepEqual(leaksIn(next, safe), []);
      } finally {
        idle.push(grader);
      }
    });
  }
});

test('grade() leaves no worker busy and no queue behind hostile programs', (t) => {
  for (const grader of graders) assert.deepEqual(grader.health(), { ready: true, workers: 1, busy: 0, queued: 0 });
  for (const [key, count] of [...counts].sort()) t.diagnostic(`${key}: ${count}`);
  const judged = [...counts.values()].reduce((sum, count) => sum + count, 0);
  t.diagnostic(`${judged} programs`);
  assert.equal(judged, programs.length);
  assert.ok(programs.length >= 150);
});
