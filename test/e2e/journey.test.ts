import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { listExercises } from '@ounce/sandbox';
import type { Page } from 'playwright';
import { useSite } from './site.ts';
import {
  exerciseFile,
  leadTitle,
  openExercise,
  pasteCode,
  runByButton,
  runByKeyboard,
  verdictAfter,
} from './workspace.ts';

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

/** What the report says first on the starter, by kind. */
const beginnings: Readonly<Record<string, string>> = {
  fix: 'An attack gets through',
  break: 'The app holds out',
  test: 'A vulnerable version is not noticed',
  spot: 'Something is still to be found',
  review: 'The review is not right yet',
};

for (const exercise of exercises.filter(({ kind }) => kind !== 'spot' && kind !== 'review')) {
  test(`${exercise.id}: the starter does not pass, wrong answers hear their finding, the reference passes`, async () => {
    const { page, complaints } = await site.visit();
    await openExercise(page, exercise.id);
    assert.equal(await runByButton(page), beginnings[exercise.kind]);
    assert.equal(await leadTitle(page), exercise.plan.find(({ kind }) => kind !== 'function')!.title);
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

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? 'with script' : 'without script';

  test(`spot-the-sink: lines are marked and the weakness is named ${way}`, async () => {
    const { page, complaints } = await site.visit({ javaScriptEnabled });
    await page.goto('/exercises/spot-the-sink');
    assert.equal(await page.getByText('CWE-79', { exact: true }).count(), 1, 'the name is told outside of the choices');
    assert.equal(await check(page), beginnings['spot']);
    const { lines, weakness } = JSON.parse(exerciseFile('spot-the-sink', 'reference.json')) as SpotAnswer;
    for (const line of lines) await page.locator(`input[name="line"][value="${line}"]`).check();
    await page.locator('input[name="line"][value="17"]').check();
    await page.getByRole('radio', { name: weakness }).check();
    assert.equal(await check(page), 'Something is marked that is not at fault');
    assert.ok(await page.locator(`input[name="line"][value="${lines[0]}"]`).isChecked(), 'the marks are kept');
    await page.locator('input[name="line"][value="17"]').uncheck();
    assert.equal(await check(page), 'Passed');
    await page.getByRole('link', { name: 'Explanation' }).click();
    await page.getByRole('heading', { level: 1, name: /what holds$/ }).waitFor();
    assert.deepEqual(complaints(), []);
  });

  test(`link-patches: patches are judged, and inputs are run against them ${way}`, async () => {
    const { page, complaints } = await site.visit({ javaScriptEnabled });
    await page.goto('/exercises/link-patches');
    assert.equal(await check(page), beginnings['review']);
    const { patches } = JSON.parse(exerciseFile('link-patches', 'reference.json')) as ReviewAnswer;
    for (const [name, { holds, input }] of Object.entries(patches)) {
      await page.locator(`input[name="holds:${name}"][value="${holds ? 'yes' : 'no'}"]`).check();
      if (!holds) await page.locator(`textarea[name="input:${name}"]`).fill(input);
    }
    assert.equal(await check(page), 'Passed');
    assert.match(await page.locator('.report').innerText(), /6 of 6 judged rightly/);
    assert.deepEqual(complaints(), []);
  });
}

test('an answer that is no code survives a reload, and reset can be undone', async () => {
  const { page } = await site.visit();
  await page.goto('/exercises/spot-the-sink');
  const box = page.locator('input[name="line"][value="42"]');
  await box.check();
  await page.getByText('Saved in this browser').waitFor();
  await page.reload();
  await page.getByText('The draft from before is back.').waitFor();
  assert.ok(await box.isChecked());
  await page.getByRole('button', { name: 'Reset' }).click();
  assert.ok(!(await box.isChecked()));
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.ok(await box.isChecked());
});

test('the app that is attacked can be read beside the attack, and not changed', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-report');
  await page.getByRole('button', { name: /^app\.ts/ }).click();
  await page.locator('.monaco-editor').getByText('export function handle').first().waitFor();
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.type('x');
  await page
    .getByText(/Cannot edit in read-only editor/)
    .first()
    .waitFor();
});

interface SpotAnswer {
  lines: number[];
  weakness: string;
}

interface ReviewAnswer {
  patches: Record<string, { holds: boolean; input: string }>;
}

/** Sends the answer by the button; gives back the verdict's heading. */
function check(page: Page): Promise<string> {
  return verdictAfter(page, () => page.getByRole('button', { name: 'Check', exact: true }).click());
}

test('a syntax error is shown with its place and marked in the editor', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  await pasteCode(page, 'export function orderTotal() {\n  return (;\n}\n');
  assert.equal(await runByKeyboard(page), 'The program cannot be read');
  await page.locator('.report .place').getByText('line 2').waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
});
