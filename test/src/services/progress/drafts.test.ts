import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SentDraft } from '#src/domain/draft.ts';
import { dropOtherDraft, readDraft } from '#src/services/progress/read-draft.ts';
import { saveDraft } from '#src/services/progress/save-draft.ts';
import { testDatabase } from '../../../database.ts';
import { makeUser } from '../../../make-user.ts';

const { db } = await testDatabase();
const exercise = { id: 'customer-search', starter: { 'solution.ts': 'start' } };

function sent(text: string, over: Partial<SentDraft> = {}): SentDraft {
  const files = { 'solution.ts': text };
  return { files, savedAt: new Date(1_000), exerciseHash: 'a'.repeat(64), base: 0, keepPrevious: false, ...over };
}

test('saveDraft() keeps a first draft, then the next, and the same again changes nothing', async () => {
  const user = await makeUser(db);
  assert.equal((await saveDraft(db, user, exercise, sent('one'))).draft.revision, 1);
  const second = await saveDraft(db, user, exercise, sent('two', { base: 1 }));
  assert.deepEqual([second.outcome, second.draft.revision], ['saved', 2]);
  const again = await saveDraft(db, user, exercise, sent('two', { base: 1 }));
  assert.deepEqual([again.outcome, again.draft.revision], ['same', 2]);
  assert.deepEqual(await readDraft(db, user, exercise.id), second.draft);
});

test('saveDraft() offers the older of two, until it is let go', async () => {
  const user = await makeUser(db);
  await saveDraft(db, user, exercise, sent('phone'));
  const merged = await saveDraft(db, user, exercise, sent('laptop', { savedAt: new Date(2_000) }));
  assert.equal(merged.outcome, 'conflict');
  assert.equal((await readDraft(db, user, exercise.id))?.other?.files['solution.ts'], 'phone');
  await dropOtherDraft(db, user, exercise.id, new Date(999));
  assert.ok((await readDraft(db, user, exercise.id))?.other, 'other work was meant');
  await dropOtherDraft(db, user, exercise.id, new Date(1_000));
  assert.equal((await readDraft(db, user, exercise.id))?.other, undefined);
});

test('saveDraft() keeps the work of each user apart', async () => {
  const [one, other] = [await makeUser(db), await makeUser(db)];
  await saveDraft(db, one, exercise, sent('one'));
  assert.equal(await readDraft(db, other, exercise.id), undefined);
});

test('of 50 drafts saved at once from the same revision one wins, and the newest two are kept', async () => {
  const user = await makeUser(db);
  await saveDraft(db, user, exercise, sent('before'));
  const saves = Array.from({ length: 50 }, (_, i) =>
    saveDraft(db, user, exercise, sent(`work ${i}`, { base: 1, savedAt: new Date(2_000 + i) })),
  );
  const outcomes = (await Promise.all(saves)).map(({ outcome }) => outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1);
  assert.equal(outcomes.filter((outcome) => outcome === 'conflict').length, 49);
  const draft = await readDraft(db, user, exercise.id);
  assert.equal(draft?.revision, 51);
  assert.deepEqual([draft.files['solution.ts'], draft.other?.files['solution.ts']], ['work 49', 'work 48']);
});

test('of 50 first drafts at once one wins', async () => {
  const user = await makeUser(db);
  const saves = Array.from({ length: 50 }, (_, i) =>
    saveDraft(db, user, exercise, sent(`work ${i}`, { savedAt: new Date(2_000 + i) })),
  );
  const outcomes = (await Promise.all(saves)).map(({ outcome }) => outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'saved').length, 1);
  assert.equal((await readDraft(db, user, exercise.id))?.files['solution.ts'], 'work 49');
});
