import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDraw } from '../../sandbox/src/draw.ts';
import type { Draw } from '../../sandbox/src/exercise.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const label = fc.string({ maxLength: 20 });
const options = { seed: 1 };

function some(draw: Draw): unknown[] {
  return [
    draw.int(0, 1e9),
    draw.pick(['a', 'b', 'c']),
    draw.shuffle([1, 2, 3, 4, 5]),
    draw.name(),
    draw.word(),
    draw.token(),
  ];
}

test('createDraw() gives the same values for the same seed and label', () => {
  fc.assert(
    fc.property(seed, label, (a, b) => assert.deepEqual(some(createDraw(a, b)), some(createDraw(a, b)))),
    options,
  );
  // Written down, so that a verdict of today can be repeated tomorrow.
  assert.deepEqual(some(createDraw(7, 'check a')), [
    376994624,
    'b',
    [1, 3, 4, 2, 5],
    'Pitozezo',
    'ligogage',
    '68cb687fff60a0f9',
  ]);
});

test('createDraw() gives each label and each seed values of its own', () => {
  const distinct = (draws: readonly Draw[]): void =>
    assert.equal(new Set(draws.map((draw) => draw.token())).size, draws.length);
  fc.assert(
    fc.property(seed, fc.uniqueArray(label, { minLength: 2, maxLength: 8 }), (a, labels) =>
      distinct(labels.map((b) => createDraw(a, b))),
    ),
    options,
  );
  fc.assert(
    fc.property(fc.uniqueArray(seed, { minLength: 2, maxLength: 8 }), label, (seeds, b) =>
      distinct(seeds.map((a) => createDraw(a, b))),
    ),
    options,
  );
});

test('createDraw() lets no label’s values depend on how much another drew', () => {
  fc.assert(
    fc.property(seed, fc.nat({ max: 20 }), (a, much) => {
      const alone = some(createDraw(a, 'second'));
      const first = createDraw(a, 'first');
      for (let i = 0; i < much; i++) first.token();
      assert.deepEqual(some(createDraw(a, 'second')), alone);
    }),
    options,
  );
});

test('int() stays within its bounds and reaches both', () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: -1e6, max: 1e6 }), fc.nat({ max: 1e6 }), (a, min, width) => {
      const value = createDraw(a, 'int').int(min, min + width);
      assert.ok(Number.isInteger(value) && value >= min && value <= min + width, `${value}`);
    }),
    options,
  );
  const draw = createDraw(1, 'int');
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 6_000; i++) counts[draw.int(0, 5)]!++;
  assert.ok(
    counts.every((count) => count > 850 && count < 1_150),
    counts.join(' '),
  );
});

test('pick() picks from the list, and throws when it is empty', () => {
  fc.assert(
    fc.property(seed, fc.array(fc.anything(), { minLength: 1 }), (a, list) =>
      assert.ok(list.includes(createDraw(a, 'pick').pick(list))),
    ),
    options,
  );
  assert.throws(() => createDraw(1, 'pick').pick([]), /at least one item/);
});

test('shuffle() gives a permutation and leaves its list alone', () => {
  fc.assert(
    fc.property(seed, fc.array(fc.integer()), (a, list) => {
      const before = [...list];
      const shuffled = createDraw(a, 'shuffle').shuffle(list);
      assert.deepEqual(list, before);
      assert.deepEqual(shuffled.sort(), before.sort());
    }),
    options,
  );
  const draw = createDraw(1, 'shuffle');
  const orders = new Set(Array.from({ length: 400 }, () => draw.shuffle([1, 2, 3, 4]).join('')));
  assert.equal(orders.size, 24);
});

test('name(), word() and token() have the shape that they promise', () => {
  fc.assert(
    fc.property(seed, (a) => {
      const draw = createDraw(a, 'shapes');
      assert.match(draw.name(), /^[A-Z][a-z]{3,8}$/);
      assert.match(draw.word(), /^[a-z]{4,9}$/);
      assert.match(draw.token(), /^[0-9a-f]{16}$/);
    }),
    options,
  );
});
