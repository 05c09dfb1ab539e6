import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSubmission } from '#src/services/progress/keep-submission.ts';
import { readProgress } from '#src/services/progress/read-progress.ts';
import { findSubmission } from '#src/db/submissions.ts';
import { testDatabase } from '../../../database.ts';
import { makeUser } from '../../../make-user.ts';
import { verdictOn } from '../../../verdict.ts';

const { db, pool } = await testDatabase();
const now = new Date('2026-11-25T10:00:00Z');
const files = { 'solution.ts': 'export const x = 1;\n' };

test('keepSubmission() keeps files, verdict and pass; twice is once', async () => {
  const user = await makeUser(db);
  const submitted = { id: 'run-1-twice-is-once', files, verdict: verdictOn('customer-search') };
  assert.deepEqual(await keepSubmission(db, user, submitted, now), { outcome: 'kept', id: submitted.id });
  assert.deepEqual(await keepSubmission(db, user, submitted, now), { outcome: 'already', id: submitted.id });
  const row = await findSubmission(db, user, submitted.id);
  assert.deepEqual([row?.files, row?.verdict, row?.seed], [files, submitted.verdict, 4_294_967_295]);
  const exercises = new Map([['customer-search', { hash: 'a'.repeat(64) }]]);
  const steps = { 'exercise:customer-search': now.toISOString() };
  assert.deepEqual(await readProgress(db, exercises, user), { steps, earlier: [] });
});

test('50 sendings of one submission at once keep it once', async () => {
  const user = await makeUser(db);
  const submitted = { id: 'run-of-fifty', files, verdict: verdictOn('customer-search') };
  const kept = await Promise.all(Array.from({ length: 50 }, () => keepSubmission(db, user, submitted, now)));
  assert.equal(kept.filter(({ outcome }) => outcome === 'kept').length, 1);
  assert.equal(kept.filter(({ outcome }) => outcome === 'already').length, 49);
});

test('keepSubmission() keeps nothing under an id that somebody else has, and tells nothing of it', async () => {
  const [one, other] = [await makeUser(db), await makeUser(db)];
  const submitted = { id: 'a-taken-id-of-one', files, verdict: verdictOn('customer-search') };
  await keepSubmission(db, one, submitted, now);
  assert.deepEqual(await keepSubmission(db, other, submitted, now), { outcome: 'not-kept' });
  assert.equal(await findSubmission(db, other, submitted.id), undefined);
  assert.deepEqual((await readProgress(db, new Map(), other)).steps, {});
});

test('keepSubmission() stores what a program prints, though the database has no sign for it', async () => {
  const user = await makeUser(db);
  const verdict = {
    ...verdictOn('customer-search', 'failed'),
    log: { lines: [{ level: 'log' as const, text: 'a\0b\ud800' }], dropped: 0 },
  };
  const kept = await keepSubmission(db, user, { id: undefined, files: { 'solution.ts': '\0' }, verdict }, now);
  assert.equal(kept.outcome, 'kept');
  const row = await findSubmission(db, user, kept.outcome === 'kept' ? kept.id : '');
  assert.deepEqual((row?.verdict as typeof verdict).log.lines[0]?.text, 'a\uFFFDb\uFFFD');
});

test('an exercise that changed keeps its earlier passes, by version', async () => {
  const user = await makeUser(db);
  const [v1, v2] = ['1'.repeat(64), '2'.repeat(64)];
  const progress = (hash: string) => readProgress(db, new Map([['profile-page', { hash }]]), user);
  await keepSubmission(db, user, { id: undefined, files, verdict: verdictOn('profile-page', 'passed', v1) }, now);
  assert.deepEqual((await progress(v1)).earlier, []);
  assert.deepEqual((await progress(v2)).earlier, ['exercise:profile-page']);
  const later = new Date(now.getTime() + 86_400_000);
  await keepSubmission(db, user, { id: undefined, files, verdict: verdictOn('profile-page', 'passed', v2) }, later);
  assert.deepEqual(await progress(v2), { steps: { 'exercise:profile-page': now.toISOString() }, earlier: [] });
  const { rows } = await pool.query(`select detail from steps where user_id = $1`, [user]);
  assert.deepEqual(rows, [
    { detail: { versions: { [v1.slice(0, 12)]: now.toISOString(), [v2.slice(0, 12)]: later.toISOString() } } },
  ]);
});

test('keepSubmission() says that it kept nothing when the account or the database is gone', async () => {
  const submitted = { id: undefined, files, verdict: verdictOn('customer-search') };
  assert.deepEqual(await keepSubmission(db, 'nobody', submitted, now), { outcome: 'not-kept' });
});
