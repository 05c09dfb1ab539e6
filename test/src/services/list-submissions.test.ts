import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSubmission } from '#src/services/progress/keep-submission.ts';
import { listSubmissions, readQuery, type SubmissionQuery } from '#src/services/submissions/list-submissions.ts';
import { deleteSubmission, readSubmission } from '#src/services/submissions/read-submission.ts';
import { readProgress } from '#src/services/progress/read-progress.ts';
import type { App } from '#src/services/app/open-app.ts';
import { testDatabase } from '../../database.ts';
import { makeUser } from '../../make-user.ts';
import { verdictOn } from '../../verdict.ts';

const database = await testDatabase();
const { db } = database;
const exercises = new Map([
  ['customer-search', { id: 'customer-search', title: 'The customer list that tells too much' }],
  ['profile-page', { id: 'profile-page', title: 'The runner’s page that runs' }],
]) as unknown as App['exercises'];
const app = { database, exercises };
const all: SubmissionQuery = { text: '', passed: undefined, after: undefined };

async function keep(user: string, id: string, text: string, exercise = 'customer-search', second = 0): Promise<void> {
  const status = exercise === 'profile-page' ? 'failed' : 'passed';
  const submitted = { id, files: { 'solution.ts': text }, verdict: verdictOn(exercise, status) };
  await keepSubmission(db, user, submitted, new Date(Date.UTC(2026, 0, 1, 0, 0, second)));
}

test('listSubmissions() pages through all of them once, those of one moment too', async () => {
  const user = await makeUser(db);
  for (let i = 0; i < 25; i++)
    await keep(user, `page-${String(i).padStart(2, '0')}`, 'x', 'customer-search', Math.floor(i / 10));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listSubmissions(app, user, { ...all, after }, 7);
    seen.push(...page.submissions.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  assert.equal(seen.length, 25);
  assert.equal(new Set(seen).size, 25);
  assert.deepEqual([seen[0], seen[5], seen.at(-1)], ['page-20', 'page-10', 'page-09']);
});

test('listSubmissions() finds by title, by text in the code and by verdict', async () => {
  const user = await makeUser(db);
  await keep(user, 'find-1', 'const 100%_sure = "html`";');
  await keep(user, 'find-2', 'other', 'profile-page', 1);
  const ids = async (query: Partial<SubmissionQuery>): Promise<string[]> =>
    (await listSubmissions(app, user, { ...all, ...query })).submissions.map(({ id }) => id);
  assert.deepEqual(await ids({}), ['find-2', 'find-1']);
  assert.deepEqual(await ids({ text: 'RUNNER' }), ['find-2']);
  assert.deepEqual(await ids({ text: '100%_SURE = "' }), ['find-1']);
  assert.deepEqual(await ids({ text: '100x_' }), []);
  assert.deepEqual(await ids({ passed: false }), ['find-2']);
  assert.deepEqual(await ids({ text: 'page', passed: true }), []);
});

test('listSubmissions(), readSubmission() and deleteSubmission() know nobody else’s', async () => {
  const [one, other] = [await makeUser(db), await makeUser(db)];
  await keep(one, 'own-of-one', 'x');
  assert.deepEqual((await listSubmissions(app, other, all)).submissions, []);
  assert.equal(await readSubmission(db, other, 'own-of-one'), undefined);
  assert.equal(await deleteSubmission(db, other, 'own-of-one'), false);
  assert.ok(await readSubmission(db, one, 'own-of-one'));
});

test('deleteSubmission() deletes once, and the pass stays', async () => {
  const user = await makeUser(db);
  await keep(user, 'to-delete', 'x');
  assert.equal(await deleteSubmission(db, user, 'to-delete'), true);
  assert.equal(await deleteSubmission(db, user, 'to-delete'), false);
  assert.deepEqual(Object.keys((await readProgress(db, new Map(), user)).steps), ['exercise:customer-search']);
});

test('readQuery() takes what it does not understand for not said', () => {
  const wrong = readQuery(new URLSearchParams({ q: ' \0a ', passed: 'maybe', after: '2026; drop' }));
  assert.deepEqual(wrong, { text: 'a', passed: undefined, after: undefined });
  const place = '20260101000000000000.abc';
  assert.deepEqual(readQuery(new URLSearchParams({ passed: 'no', after: place })), {
    text: '',
    passed: false,
    after: place,
  });
});

test('listSubmissions() takes a place with a time that there is not for a question that can’t be asked', async () => {
  const user = await makeUser(db);
  const query = readQuery(new URLSearchParams({ after: '99999999999999999999.x' }));
  assert.equal(query.after, undefined);
  assert.deepEqual((await listSubmissions(app, user, query)).submissions, []);
});
