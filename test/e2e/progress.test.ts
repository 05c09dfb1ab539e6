import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import type { APIResponse, Page } from 'playwright';
import { signIn, signUp } from './sign-up.ts';
import { useSite } from './site.ts';
import { exerciseFile, runByButton } from './workspace.ts';

const site = useSite();
// Phones have the plain editor, which is quick to type into.
const phone = { viewport: { width: 390, height: 844 } };
const area = (page: Page) => page.getByLabel('solution.ts');
const saved = (page: Page) => page.getByText('Saved in the account').waitFor();

async function grade(page: Page, exercise: string, file: string, id?: string): Promise<APIResponse> {
  const data = { files: { 'solution.ts': exerciseFile(exercise, file) }, id };
  return page.request.post(`${site.url}/api/grade/${exercise}`, { headers: { Origin: site.url }, data });
}

test('what was done without an account is in the account after signing up, and in another browser', async () => {
  const { page, complaints } = await site.visit(phone);
  await page.goto('/learn/start/a-check-with-a-hole');
  await page.locator('[data-read]').scrollIntoViewIfNeeded();
  await page.locator('[data-step="lesson:start/a-check-with-a-hole"]').waitFor();
  await page.goto('/exercises/order-quantity');
  await area(page).fill(exerciseFile('order-quantity', 'reference.ts'));
  assert.equal(await runByButton(page), 'Passed');
  await page.goto('/exercises/static-files');
  await area(page).fill('// begun without an account');
  await page.getByText('Saved in this browser').waitFor();

  await signUp(page, 'comes-along');
  await page.getByText('2 of 16 steps are done').waitFor();
  await page.goto('/exercises/static-files');
  assert.equal(await area(page).inputValue(), '// begun without an account');
  await page.goto('/exercises/order-quantity/solution');
  assert.match((await page.locator('h1').textContent()) ?? '', /what holds/);
  assert.deepEqual(complaints(), []);

  const other = await site.visit({ ...phone, javaScriptEnabled: false });
  await signIn(other.page, 'comes-along');
  await other.page.getByText('2 of 16 steps are done').waitFor();
  await other.page.goto('/exercises/static-files');
  assert.equal(await area(other.page).inputValue(), '// begun without an account');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await signUp(page, 'next-in-line');
  await page.getByText('Nothing is done yet').waitFor();
  await page.goto('/exercises/static-files');
  assert.equal(await area(page).inputValue(), exerciseFile('static-files', 'starter.ts'));
});

test('of two browsers with other work the newer wins, and the older can be had', async () => {
  const one = (await site.visit(phone)).page;
  const two = (await site.visit(phone)).page;
  await signUp(one, 'two-devices');
  await signIn(two, 'two-devices');
  for (const page of [one, two]) await page.goto('/exercises/static-files');
  await area(one).fill('// from the first');
  await saved(one);
  await area(two).fill('// from the second');
  await two.getByRole('button', { name: 'Show the other' }).click();
  await saved(two);
  assert.equal(await area(two).inputValue(), '// from the first');
  await two.reload();
  await two.getByRole('button', { name: 'Show the other' }).waitFor();
  await two.getByRole('button', { name: 'Keep this' }).click();
  await two.waitForLoadState('networkidle');
  await two.reload();
  assert.equal(await area(two).inputValue(), '// from the first');
  assert.equal(await two.getByRole('button', { name: 'Show the other' }).count(), 0);
});

test('work that is done offline is kept, and is in the account when the connection is back', async () => {
  const { page, context } = await site.visit(phone);
  await signUp(page, 'on-a-train');
  await page.goto('/exercises/static-files');
  await context.setOffline(true);
  await area(page).fill('// in a tunnel');
  await page.getByText('The account follows when it can be reached').waitFor();
  await context.setOffline(false);
  await saved(page);
  const draft = (await (await page.request.get('/api/drafts/static-files')).json()) as { files: object };
  assert.deepEqual(draft.files, { 'solution.ts': '// in a tunnel' });
});

test('each run is kept, once when sent twice, and can be found, compared, gone on from and deleted', async () => {
  const { page, complaints } = await site.visit(phone);
  await signUp(page, 'keeps-runs');
  const first = await grade(page, 'order-quantity', 'starter.ts', 'a'.repeat(32));
  assert.equal(first.headers()['ounce-kept'], 'yes');
  assert.equal((await grade(page, 'order-quantity', 'starter.ts', 'a'.repeat(32))).headers()['ounce-kept'], 'yes');
  await grade(page, 'order-quantity', 'reference.ts');
  await page.goto('/submissions?q=number.isinteger');
  assert.equal(await page.locator('.submission-list li').count(), 1);
  await page.goto('/submissions');
  assert.equal(await page.locator('.submission-list li').count(), 2);
  for (const box of await page.locator('.submission-list input').all()) await box.check();
  await page.getByRole('button', { name: 'Compare two' }).click();
  await page.getByRole('heading', { name: 'What changed between two runs' }).waitFor();
  assert.ok((await page.locator('.diff .added').count()) > 0);

  await page.goto('/submissions');
  await page.locator('.submission-list a').last().click();
  await page.getByRole('link', { name: 'Go on from here' }).click();
  await page.getByText('This is what was submitted').waitFor();
  assert.equal(await area(page).inputValue(), exerciseFile('order-quantity', 'starter.ts'));
  await page.goto('/submissions');
  await page.locator('.submission-list a').last().click();
  await page.getByText('Delete this run').click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The run is deleted.').waitFor();
  assert.equal(await page.locator('.submission-list li').count(), 1);
  assert.deepEqual(complaints(), []);
});

test('runs and drafts are nobody else’s, and the API says in one shape what is wrong', async () => {
  const [{ page: mine }, { page: other }, { page: nobody }] = [
    await site.visit(),
    await site.visit(),
    await site.visit(),
  ];
  await signUp(mine, 'the-owner');
  await signUp(other, 'somebody-else');
  const id = 'b'.repeat(32);
  await grade(mine, 'order-quantity', 'starter.ts', id);
  const headers = { Origin: site.url };
  const draft = { hash: '0'.repeat(64), files: { 'solution.ts': 'x' }, base: 0 };
  const put = (page: Page, data: unknown, exercise = 'static-files') =>
    page.request.put(`/api/drafts/${exercise}`, { headers, data });
  assert.equal((await put(mine, draft)).status(), 200);

  const answers: [number, APIResponse][] = [
    [401, await nobody.request.get('/api/progress')],
    [401, await put(nobody, draft)],
    [404, await other.request.get(`/api/submissions/${id}`)],
    [404, await other.request.delete(`/api/submissions/${id}`, { headers })],
    [404, await other.request.get('/api/drafts/static-files')],
    [404, await put(mine, draft, 'no-such-exercise')],
    [409, await put(mine, { ...draft, files: { 'solution.ts': 'y' } })],
    [413, await put(mine, { ...draft, files: { 'solution.ts': 'x'.repeat(70_000) } })],
    [422, await put(mine, { ...draft, files: { 'solution.ts': 'a\0b' } })],
    [422, await mine.request.post('/api/progress', { headers, data: { steps: { 'lesson:x': 'yesterday' } } })],
    [
      400,
      await mine.request.post('/api/progress', {
        headers: { ...headers, 'Content-Type': 'application/json' },
        data: Buffer.from('{'),
      }),
    ],
    [403, await mine.request.post('/api/progress', { headers: { Origin: 'https://elsewhere.example' }, data: {} })],
    [405, await mine.request.delete('/api/progress', { headers })],
  ];
  for (const [wanted, answer] of answers) {
    const body = (await answer.json()) as { type: string; status: number };
    assert.deepEqual([answer.status(), body.status], [wanted, wanted], `${answer.url()}: ${JSON.stringify(body)}`);
    assert.match(body.type, /^\/problems\//);
  }
  assert.equal((await mine.request.get(`/api/submissions/${id}`)).status(), 200);
  for (const path of [`/submissions/${id}`, `/exercises/order-quantity?submission=${id}`]) {
    const text = await (await other.request.get(path)).text();
    assert.doesNotMatch(text, /data-opened|Go on from here/);
  }
});

test('50 saves of a draft at once have one winner, and none fails', async () => {
  const { page } = await site.visit();
  await signUp(page, 'fifty-tabs');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      page.request.put('/api/drafts/static-files', {
        headers: { Origin: site.url },
        data: { hash: '0'.repeat(64), files: { 'solution.ts': `tab ${i}` }, base: 0 },
      }),
    ),
  );
  const statuses = answers.map((answer) => answer.status());
  assert.equal(statuses.filter((status) => status === 200).length, 1);
  assert.equal(statuses.filter((status) => status === 409).length, 49);
});

test('the search works without script, and at once with it', async () => {
  const plain = (await site.visit({ javaScriptEnabled: false })).page;
  await plain.goto('/search');
  await plain.getByRole('searchbox').fill('sql injection');
  await plain.getByRole('button', { name: 'Search' }).click();
  await plain.getByRole('link', { name: 'Values and names' }).waitFor();

  const { page, complaints } = await site.visit();
  await page.goto('/learn');
  await page.keyboard.press('/');
  await page.waitForURL('**/search');
  await page.keyboard.type('contex');
  await page.getByRole('link', { name: 'One value, three contexts' }).waitFor();
  assert.deepEqual(complaints(), []);
});

for (const [width, colorScheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`pages of one’s own at ${width} px have no axe, CSP or console problems in the ${colorScheme} theme, and nothing stands out`, async () => {
    const { page, complaints } = await site.visit({ viewport: { width, height: 900 }, colorScheme });
    await look(page, '/dashboard');
    await look(page, '/search');
    await look(page, '/search?q=injection');
    await signUp(page, `looks-at-${width}`);
    await look(page, '/dashboard');
    await look(page, '/submissions');
    const ids = ['c', 'd'].map((letter) => `${letter.repeat(28)}${width}`);
    await grade(page, 'profile-page', 'starter.ts', ids[0]);
    await grade(page, 'profile-page', 'reference.ts', ids[1]);
    for (const path of ['/dashboard', '/submissions', `/submissions/${ids[0]}`]) await look(page, path);
    await look(page, `/submissions/compare?id=${ids[0]}&id=${ids[1]}`);
    assert.deepEqual(complaints(), []);
  });
}

async function look(page: Page, path: string): Promise<void> {
  await page.goto(path);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${path}, ${id}: ${nodes[0]?.html}`),
    [],
  );
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `${path} scrolls sideways`);
}
