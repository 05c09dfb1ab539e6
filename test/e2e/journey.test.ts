import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { listExercises } from '@ounce/sandbox';
import { useSite } from './site.ts';
import { exerciseFile, leadTitle, openExercise, pasteCode, runByButton, runByKeyboard } from './workspace.ts';

const site = useSite();
const exercises = await listExercises(path.join(import.meta.dirname, '..', '..', 'exercises'));

test('a newcomer reads, sees the starter attacked, is told why a fix is wrong, fixes it and passes', async () => {
  const { page, complaints } = await site.visit();
  await page.goto('/');
  await page.getByRole('link', { name: 'See the course' }).click();
  await page.getByRole('link', { name: /^Begin/ }).click();
  await page.getByRole('heading', { level: 1, name: 'A check with a hole' }).waitFor();
  await page.locator('a[href="/exercises/order-quantity"]').first().click();
  await page.locator('[data-editor="ready"] .monaco-editor .view-lines').waitFor({ timeout: 60_000 });

  assert.equal(await runByButton(page), 'An attack gets through');
  assert.equal(await leadTitle(page), 'A negative quantity');
  const lead = page.locator('article.lead');
  assert.match(await lead.innerText(), /orderTotal\(\[\{ sku: "lamp-7", quantity: -\d+ \}\], catalogue\)/);
  assert.match(await lead.innerText(), /The order was taken, with the total -\d+/);

  await pasteCode(page, exerciseFile('order-quantity', 'wrong/round-it.ts'));
  assert.equal(await runByKeyboard(page), 'An attack gets through');
  assert.equal(await leadTitle(page), 'A fraction of a piece');
  assert.equal((await page.request.get('/exercises/order-quantity/solution')).status(), 403);

  await pasteCode(page, exerciseFile('order-quantity', 'reference.ts'));
  assert.equal(await runByKeyboard(page), 'Passed');
  await page.getByRole('link', { name: 'Explanation and other answers' }).click();
  await page.getByText('Number.isInteger').first().waitFor();
  await page.goto('/learn');
  assert.match(
    await page
      .locator('a[href="/exercises/order-quantity"]')
      .first()
      .locator('xpath=ancestor-or-self::li[1]')
      .innerText(),
    /passed|done/i,
  );
  assert.deepEqual(complaints(), []);
});

for (const exercise of exercises) {
  test(`${exercise.id}: the starter is attacked, each wrong fix hears its finding, the reference passes`, async () => {
    const { page, complaints } = await site.visit();
    await openExercise(page, exercise.id);
    assert.equal(await runByButton(page), 'An attack gets through');
    const exploits = exercise.plan.filter(({ kind }) => kind === 'exploit');
    assert.equal(await leadTitle(page), exploits[0]!.title);
    for (const [file, { caughtBy }] of Object.entries(exercise.wrong).slice(0, 2)) {
      await pasteCode(page, exerciseFile(exercise.id, `wrong/${file}`));
      await runByKeyboard(page);
      assert.equal(await leadTitle(page), exercise.plan.find(({ id }) => id === caughtBy)!.title, file);
    }
    await pasteCode(page, exerciseFile(exercise.id, 'reference.ts'));
    assert.equal(await runByKeyboard(page), 'Passed');
    assert.deepEqual(complaints(), []);
  });
}

test('a syntax error is shown with its place and marked in the editor', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  await pasteCode(page, 'export function orderTotal() {\n  return (;\n}\n');
  assert.equal(await runByKeyboard(page), 'The program cannot be read');
  await page.locator('.report .place').getByText('line 2').waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
});
