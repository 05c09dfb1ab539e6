import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadExercise, verdictSchema, type LoadedExercise, type Verdict } from '@ounce/sandbox';
import type { SpotExercise } from '../../sandbox/src/exercise.ts';
import { spotAnswerSchema, type SpotAnswer } from '../../sandbox/src/spot-answer.ts';
import { judgeSpot } from '../../sandbox/src/supervisor/judge-spot.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'exercises', 'spot-the-sink');
const loaded = (await loadExercise(folder)) as LoadedExercise & SpotExercise;

/** Any well-formed exercise of this kind, with places that may touch and overlap as no proof would allow. */
const range = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.nat(8)).map(([from, more]) => [from, from + more] as const);
const exercise = fc
  .record({
    spots: fc.array(
      fc.record(
        {
          lines: range,
          tolerance: fc.nat(4),
          title: fc.string({ maxLength: 90 }),
          feedback: fc.string({ maxLength: 90 }),
        },
        { requiredKeys: ['lines', 'title', 'feedback'] },
      ),
      { minLength: 1, maxLength: 8 },
    ),
    innocent: fc.array(fc.record({ lines: range, why: fc.string({ maxLength: 90 }) }), { maxLength: 8 }),
    names: fc.constant(loaded.names),
  })
  .map((facts) => ({ ...loaded, ...facts, spots: facts.spots.map((spot, i) => ({ id: `place-${i}`, ...spot })) }));
const exercises = fc.oneof(fc.constant(loaded), exercise);
const weakness = fc.oneof(fc.constantFrom('', ...loaded.names.map(({ cwe }) => cwe)), fc.string({ maxLength: 20 }));
const answers = fc.record(
  { lines: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 }), weakness },
  { noNullPrototype: true },
);

const runs = { seed: 7, numRuns: 400 };

function verdictOn(exercise: typeof loaded, answer: SpotAnswer): Verdict {
  return judgeSpot({ exercise, seed: 7 }, answer);
}

const passed = ({ checks }: Verdict): string[] =>
  checks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);

function finds({ spots }: typeof loaded, line: number): boolean {
  return spots.some(({ lines: [from, to], tolerance = 1 }) => line >= from - tolerance && line <= to + tolerance);
}

test('judgeSpot() gives a verdict on any answer that can be read', () => {
  fc.assert(
    fc.property(exercises, answers, (exercise, answer) => {
      assert.deepEqual(spotAnswerSchema.parse(answer), answer);
      const verdict = verdictSchema.parse(verdictOn(exercise, answer));
      assert.equal(verdict.checks.length, exercise.spots.length + 2);
      assert.equal(verdict.status === 'passed', passed(verdict).length === verdict.checks.length);
    }),
    runs,
  );
});

test('judgeSpot() gives a verdict on the largest answer that can be read', () => {
  const lines = Array.from({ length: 1_000 }, (_, i) => i + 1);
  const verdict = verdictSchema.parse(verdictOn(loaded, spotAnswerSchema.parse({ lines, weakness: 'x'.repeat(20) })));
  assert.equal(verdict.status, 'failed');
  assert.match(verdict.checks[0]!.feedback!, /^\d+ marked lines are not at fault\./);
});

test('judgeSpot() does not mind the order of marks, nor a line that is marked twice', () => {
  fc.assert(
    fc.property(exercises, answers, fc.infiniteStream(fc.nat()), (exercise, answer, order) => {
      const twice = [...answer.lines, ...answer.lines.slice(0, 3)];
      const keys = twice.map((line) => ({ line, key: order.next().value as number }));
      const lines = keys.sort((a, b) => a.key - b.key).map(({ line }) => line);
      assert.deepEqual(verdictOn(exercise, { ...answer, lines }), verdictOn(exercise, answer));
    }),
    runs,
  );
});

test('judgeSpot() never lets a mark beside all places help', () => {
  fc.assert(
    fc.property(exercises, answers, fc.integer({ min: 1, max: 90 }), (exercise, answer, line) => {
      fc.pre(!finds(exercise, line));
      const before = passed(verdictOn(exercise, answer));
      const after = verdictOn(exercise, { ...answer, lines: [...answer.lines, line] });
      assert.deepEqual(
        passed(after),
        before.filter((id) => id !== 'only-faults'),
      );
      assert.equal(after.status, 'failed');
    }),
    runs,
  );
});

test('judgeSpot() passes an answer with a line of each place and the name, and no answer without one of them', () => {
  fc.assert(
    fc.property(exercises, fc.nat(), (exercise, from) => {
      const right = exercise.names.find(({ right }) => right)!.cwe;
      const lines = exercise.spots.map(({ lines: [first, last] }) => first + (from % (last - first + 1)));
      assert.equal(verdictOn(exercise, { lines, weakness: right }).status, 'passed');
      for (const { cwe } of exercise.names.filter(({ right }) => !right))
        assert.equal(verdictOn(exercise, { lines, weakness: cwe }).status, 'failed');
      for (const [i, spot] of exercise.spots.entries()) {
        const others = lines.filter((line) => !finds({ ...exercise, spots: [spot] }, line));
        const { checks } = verdictOn(exercise, { lines: others, weakness: right });
        assert.equal(checks[i + 1]!.outcome, 'failed', spot.id);
      }
    }),
    runs,
  );
});

test('judgeSpot() tells no title and no line of a place before it is found', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const text = JSON.stringify(verdictOn(loaded, answer));
      for (const spot of loaded.spots) {
        const found = answer.lines.some((line) => finds({ ...loaded, spots: [spot] }, line));
        assert.equal(text.includes(JSON.stringify(spot.title).slice(1, -1)), found, spot.id);
      }
    }),
    runs,
  );
});

test('judgeSpot() says why a marked line is innocent, and counts those beside', () => {
  for (const {
    lines: [from, to],
    why,
  } of loaded.innocent) {
    for (let line = from; line <= to; line++) {
      const { checks } = verdictOn(loaded, { lines: [34, line, 70], weakness: '' });
      assert.equal(checks[0]!.feedback, `2 marked lines are not at fault. ${why}`, `line ${line}`);
      assert.equal(checks[0]!.payload, `Lines ${line}, 70`);
    }
  }
  const { checks } = verdictOn(loaded, { lines: [70], weakness: '' });
  assert.match(checks[0]!.feedback!, /^One marked line is not at fault\. What would an attacker/);
});
