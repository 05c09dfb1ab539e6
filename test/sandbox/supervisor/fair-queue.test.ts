import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FairQueue } from '../../../sandbox/src/supervisor/fair-queue.ts';

interface Item {
  learner: string | undefined;
  number: number;
}

const learners = fc.constantFrom('ann', 'bo', 'cy', 'di', undefined);
const limits = fc.record({ all: fc.integer({ min: 1, max: 20 }), share: fc.integer({ min: 1, max: 6 }) });

/** A queue with items of the given learners, as many as got in. */
function filled(all: number, share: number, joining: readonly (string | undefined)[]): [FairQueue<Item>, Item[]] {
  const queue = new FairQueue<Item>({ all, share });
  const items = joining.map((learner, number) => ({ learner, number }));
  return [queue, items.filter((item) => queue.join(item.learner, item) === 'waiting')];
}

function drained(queue: FairQueue<Item>): Item[] {
  const items: Item[] = [];
  for (let item = queue.next(); item; item = queue.next()) items.push(item);
  return items;
}

test('FairQueue serves learners in turns, whoever came with many', () => {
  const [queue] = filled(64, 40, [...Array<string>(30).fill('ann'), 'bo', 'cy', 'bo']);
  const order = drained(queue).map(({ learner }) => learner);
  assert.deepEqual(order.slice(0, 6), ['ann', 'bo', 'cy', 'ann', 'bo', 'ann']);
  assert.equal(order.length, 33);
});

test('FairQueue turns away a learner whose share is full, and everybody when it is full itself', () => {
  const [queue] = filled(4, 2, ['ann', 'ann']);
  assert.equal(queue.join('ann', { learner: 'ann', number: 9 }), 'share-full');
  assert.equal(queue.join('bo', { learner: 'bo', number: 9 }), 'waiting');
  assert.equal(queue.join(undefined, { learner: undefined, number: 9 }), 'waiting');
  assert.equal(queue.join('cy', { learner: 'cy', number: 9 }), 'full');
});

test('FairQueue counts no share for those without a learner', () => {
  const [queue, inside] = filled(10, 1, Array<undefined>(10).fill(undefined));
  assert.deepEqual([queue.size, inside.length], [10, 10]);
});

test('FairQueue gives back exactly what got in, each learner’s in the order in which they came', () => {
  fc.assert(
    fc.property(limits, fc.array(learners, { maxLength: 60 }), ({ all, share }, joining) => {
      const [queue, inside] = filled(all, share, joining);
      assert.equal(queue.size, inside.length);
      const served = drained(queue);
      for (const learner of new Set(joining)) {
        const own = (item: Item): boolean => item.learner === learner;
        assert.deepEqual(served.filter(own), inside.filter(own));
      }
      assert.deepEqual([queue.size, queue.next()], [0, undefined]);
    }),
  );
});

/** What may happen to a queue, in any order. */
const events = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('join' as const), learner: learners }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('next' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('leave' as const), which: fc.nat() }) },
  ),
  { maxLength: 150 },
);

test('FairQueue keeps its bounds, loses nothing, serves nothing twice, and starves nobody', () => {
  fc.assert(
    fc.property(limits, events, ({ all, share }, happening) => {
      const queue = new FairQueue<Item>({ all, share });
      const waiting: Item[] = [];
      /** For each waiting item: how often others were served, by learner, since it was the first of its line. */
      const passed = new Map<Item, Map<string | undefined, number>>();
      const first = (item: Item): boolean => waiting.find(({ learner }) => learner === item.learner) === item;
      happening.forEach((event, number) => {
        if (event.does === 'join') {
          const item = { learner: event.learner, number };
          const own = waiting.filter(({ learner }) => learner === event.learner).length;
          const wanted =
            waiting.length >= all ? 'full' : event.learner !== undefined && own >= share ? 'share-full' : 'waiting';
          assert.equal(queue.join(event.learner, item), wanted);
          if (wanted === 'waiting') waiting.push(item);
        } else if (event.does === 'leave') {
          const item = waiting[event.which % Math.max(1, waiting.length)];
          if (!item) return;
          assert.equal(queue.leave(item.learner, item), true);
          assert.equal(queue.leave(item.learner, item), false);
          waiting.splice(waiting.indexOf(item), 1);
        } else {
          const item = queue.next();
          assert.equal(item === undefined, waiting.length === 0);
          if (!item) return;
          assert.ok(first(item), 'a learner’s own order is kept');
          for (const other of waiting.filter((one) => first(one) && one.learner !== item.learner)) {
            const counts = passed.get(other) ?? new Map<string | undefined, number>();
            counts.set(item.learner, (counts.get(item.learner) ?? 0) + 1);
            passed.set(other, counts);
            assert.ok(counts.get(item.learner)! <= 1, 'nobody is served twice while another one waits for a turn');
          }
          waiting.splice(waiting.indexOf(item), 1);
        }
        assert.equal(queue.size, waiting.length);
      });
    }),
    { numRuns: 300 },
  );
});

test('FairQueue tells how many leave until a learner’s last one has left', () => {
  fc.assert(
    fc.property(fc.array(learners, { maxLength: 40 }), learners, (joining, learner) => {
      const [queue] = filled(64, 16, joining);
      const most = queue.untilDone(learner);
      const last = drained(queue).findLastIndex((item) => item.learner === learner) + 1;
      assert.ok(last <= most && (last > 0 || most === 0), `${last} of at most ${most}`);
    }),
  );
});
