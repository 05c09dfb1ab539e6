import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bringAlong, type Brought } from '#src/services/progress/bring-along.ts';
import { markCheckAnswered, markSteps } from '#src/services/progress/mark-steps.ts';
import { readDraft } from '#src/services/progress/read-draft.ts';
import { readProgress } from '#src/services/progress/read-progress.ts';
import { findStep } from '#src/db/steps.ts';
import { testDatabase } from '../../../database.ts';
import { makeUser } from '../../../make-user.ts';

const { db } = await testDatabase();
const markable = new Set(['lesson:start/one', 'check:start', 'hint:customer-search/1']);
const now = new Date('2026-11-25T10:00:00Z');
const earlier = '2026-11-20T08:00:00.000Z';
const none = new Map<string, { hash: string }>();

function brought(): Brought {
  return {
    steps: { 'lesson:start/one': earlier, 'exercise:static-files': earlier, 'lesson:gone/away': earlier },
    passes: { 'profile-page': 'b'.repeat(12) },
    drafts: [
      {
        exercise: { id: 'customer-search', starter: {} },
        sent: {
          files: { 'solution.ts': 'mine' },
          savedAt: now,
          exerciseHash: 'c'.repeat(64),
          base: 0,
          keepPrevious: false,
        },
      },
    ],
  };
}

test('bringAlong() takes steps, signed passes and drafts; twice is harmless', async () => {
  const user = await makeUser(db);
  const [first] = await bringAlong(db, user, brought(), markable, now);
  const [second] = await bringAlong(db, user, brought(), markable, new Date(now.getTime() + 1_000));
  assert.deepEqual([first?.outcome, second?.outcome], ['saved', 'same']);
  assert.equal((await readDraft(db, user, 'customer-search'))?.revision, 1);
  const { steps } = await readProgress(db, none, user);
  assert.deepEqual(steps, { 'lesson:start/one': earlier, 'exercise:profile-page': now.toISOString() });
});

test('bringAlong() believes no pass that is not signed, and no step that the course has not', async () => {
  const user = await makeUser(db);
  await bringAlong(db, user, { ...brought(), passes: {} }, markable, now);
  assert.deepEqual(Object.keys((await readProgress(db, none, user)).steps), ['lesson:start/one']);
});

test('50 tabs that bring the same at once end with one of each', async () => {
  const user = await makeUser(db);
  const all = await Promise.all(Array.from({ length: 50 }, () => bringAlong(db, user, brought(), markable, now)));
  assert.equal(all.filter(([draft]) => draft?.outcome === 'saved').length, 1);
  assert.equal(all.filter(([draft]) => draft?.outcome === 'same').length, 49);
});

test('markSteps() keeps the first time, and takes no time to come', async () => {
  const user = await makeUser(db);
  const at = async (): Promise<string | undefined> => (await findStep(db, user, 'lesson:start/one'))?.at.toISOString();
  await markSteps(db, user, { 'lesson:start/one': '2031-01-01T00:00:00Z' }, markable, now);
  assert.equal(await at(), now.toISOString());
  await markSteps(db, user, { 'lesson:start/one': earlier }, markable, now);
  await markSteps(db, user, { 'lesson:start/one': now.toISOString() }, markable, now);
  assert.equal(await at(), earlier);
});

test('markCheckAnswered() keeps the first time and the last answers', async () => {
  const user = await makeUser(db);
  await markCheckAnswered(db, user, 'check:start', { a: '0' }, now);
  await markSteps(db, user, { 'check:start': now.toISOString() }, markable, now);
  await markCheckAnswered(db, user, 'check:start', { a: '2' }, new Date(now.getTime() + 1_000));
  assert.deepEqual(await findStep(db, user, 'check:start'), {
    key: 'check:start',
    at: now,
    detail: { answers: { a: '2' } },
  });
});
