import assert from 'node:assert/strict';
import { setImmediate as breath } from 'node:timers/promises';
import { test } from 'node:test';
import { Gate, type Entry } from '../../../sandbox/src/supervisor/gate.ts';

type Inside = Extract<Entry, { outcome: 'entered' }>;

/** Asks to enter and keeps in mind who got in, and how to get them out. */
function visit(gate: Gate, inside: [string, Inside][], learner: string, signal?: AbortSignal): Promise<Entry> {
  const entering = gate.enter(learner, signal);
  void entering.then(
    (entry) => entry.outcome === 'entered' && inside.push([learner, entry]),
    () => undefined,
  );
  return entering;
}

test('enter() lets as many in as there are places, and the next one when one leaves', async () => {
  const gate = new Gate({ places: 2, queueLimit: 8 });
  const inside: [string, Inside][] = [];
  for (const learner of ['ann', 'bo', 'cy']) void visit(gate, inside, learner);
  await breath();
  assert.deepEqual([inside.map(([learner]) => learner), gate.state], [['ann', 'bo'], { inside: 2, waiting: 1 }]);
  inside[0]![1].leave();
  inside[0]![1].leave();
  await breath();
  assert.deepEqual([inside.map(([learner]) => learner), gate.state], [['ann', 'bo', 'cy'], { inside: 2, waiting: 0 }]);
});

test('enter() turns a learner away who fills a quarter of the queue, and nobody else', async () => {
  const gate = new Gate({ places: 1, queueLimit: 8 });
  const inside: [string, Inside][] = [];
  for (const learner of ['ann', 'ann', 'ann']) void visit(gate, inside, learner);
  assert.equal((await gate.enter('ann')).outcome, 'busy');
  void visit(gate, inside, 'bo');
  assert.equal(gate.state.waiting, 3);
  for (let i = 0; i < 4; i++) {
    await breath();
    inside[i]![1].leave();
  }
  assert.deepEqual(
    inside.map(([learner]) => learner),
    ['ann', 'ann', 'bo', 'ann'],
  );
});

test('enter() takes who does not want to wait any more out of the queue', async () => {
  const gate = new Gate({ places: 1, queueLimit: 8 });
  const inside: [string, Inside][] = [];
  const leaving = new AbortController();
  void visit(gate, inside, 'ann');
  const waiting = visit(gate, inside, 'bo', leaving.signal);
  void visit(gate, inside, 'cy');
  leaving.abort(new Error('gone'));
  await assert.rejects(waiting, /gone/);
  await assert.rejects(gate.enter('di', leaving.signal), /gone/);
  assert.deepEqual(gate.state, { inside: 1, waiting: 1 });
  inside[0]![1].leave();
  await breath();
  assert.deepEqual([inside.map(([learner]) => learner), gate.state.waiting], [['ann', 'cy'], 0]);
});

test('enter() sends each one whom a full queue turns away later than the one before', async () => {
  const gate = new Gate({ places: 1, queueLimit: 40 });
  for (let i = 0; i < 41; i++) void gate.enter(`learner ${i}`);
  const told = async (learner: string): Promise<number> => {
    const entry = await gate.enter(learner);
    return entry.outcome === 'busy' ? entry.retryAfterSeconds : 0;
  };
  const first = await told('ann');
  assert.equal(await told('ann'), first);
  for (let i = 0; i < 40; i++) await told(`late ${i}`);
  const last = await told('bo');
  assert.ok(last > first && last <= 3 * first, `first ${first} s, last ${last} s`);
});
