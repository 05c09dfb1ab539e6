import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.ts';
import { exerciseFile, leadTitle, openExercise, pasteCode, runByButton, runByKeyboard } from './workspace.ts';

const site = useSite();

test('a draft survives a reload, and reset can be undone', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  await pasteCode(page, '// my own draft\nexport const orderTotal = () => 1;\n');
  await page.getByText('Saved in this browser').waitFor();
  await page.reload();
  await page.getByText('The draft from before is back.').waitFor();
  await page.locator('.monaco-editor .view-lines').getByText('my own draft').waitFor();

  await page.getByRole('button', { name: 'Reset' }).click();
  await page.locator('.monaco-editor .view-lines').getByText('my own draft').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /undo/i }).click();
  await page.locator('.monaco-editor .view-lines').getByText('my own draft').waitFor();
});

test('the changes since the start are shown line by line', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  await page.getByRole('button', { name: 'Changes' }).click();
  await page.getByText('Nothing is changed yet.').waitFor();
  await page.keyboard.press('Escape');
  await pasteCode(page, exerciseFile('order-quantity', 'reference.ts'));
  await page.getByRole('button', { name: 'Changes' }).click();
  await page.getByRole('dialog').getByText('Number.isInteger(line.quantity)').waitFor();
});

test('hints open one by one', async () => {
  const { page } = await site.visit();
  await page.goto('/exercises/order-quantity');
  const hints = page.locator('[data-hint]');
  assert.equal(await hints.count(), 3);
  await page.getByText('Hint 1 of 3').click();
  await hints.nth(0).locator('.prose').waitFor({ state: 'visible' });
  assert.equal(await hints.nth(1).locator('.prose').isVisible(), false);
});

test('the whole workspace works by keyboard alone', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  const focused = (): Promise<string> =>
    page.evaluate(() =>
      document.activeElement?.closest('[data-full]')
        ? 'editor'
        : (document.activeElement?.textContent?.trim().slice(0, 40) ?? ''),
    );
  const seen: string[] = [];
  for (let i = 0; i < 60 && !seen.includes('editor'); i++) {
    await page.keyboard.press('Tab');
    seen.push(await focused());
  }
  assert.ok(seen.includes('editor'), `the editor was not reached by Tab: ${seen.join(' | ')}`);
  for (const name of ['Hint 1 of 3', 'Run', 'Changes', 'Reset'])
    assert.ok(seen.includes(name), `${name} was not reached: ${seen.join(' | ')}`);

  await page.keyboard.press('Control+A');
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    exerciseFile('order-quantity', 'wrong/less-than-zero.ts'),
  );
  await page.keyboard.press('Control+V');
  assert.equal(await runByKeyboard(page), 'An attack gets through');
  assert.equal(await leadTitle(page), 'A quantity of zero');
  assert.equal(await focused(), 'editor', 'a run from the editor leaves the focus there');

  await page.keyboard.press('Control+M');
  await page.keyboard.press('Tab');
  assert.notEqual(await focused(), 'editor', 'Tab leaves the editor after Ctrl+M');
});

test('a verdict is announced to screen readers', async () => {
  const { page } = await site.visit();
  await openExercise(page, 'order-quantity');
  await runByButton(page);
  const spoken = await page.locator('[role="status"]').allTextContents();
  assert.ok(
    spoken.some((text) => /An attack gets through/.test(text)),
    spoken.join(' | '),
  );
});

test('without script, the form is graded, the findings are in the page, and the work is kept', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await page.goto('/exercises/order-quantity');
  assert.match(await page.getByLabel('solution.ts').inputValue(), /^export interface OrderLine/);
  await page.getByRole('button', { name: 'Run' }).click();
  assert.equal(await page.locator('#verdict').textContent(), 'An attack gets through');
  assert.equal(await leadTitle(page), 'A negative quantity');

  const wrong = exerciseFile('order-quantity', 'wrong/first-line-only.ts');
  await page.getByLabel('solution.ts').fill(wrong);
  await page.getByRole('button', { name: 'Run' }).click();
  assert.equal(await leadTitle(page), 'A good line with a bad one beside it');
  assert.equal((await page.getByLabel('solution.ts').inputValue()).trim(), wrong.trim());

  await page.getByLabel('solution.ts').fill(exerciseFile('order-quantity', 'reference.ts'));
  await page.getByRole('button', { name: 'Run' }).click();
  assert.equal(await page.locator('#verdict').textContent(), 'Passed');
  await page.getByRole('link', { name: 'Explanation and other answers' }).click();
  await page.getByText('Number.isInteger').first().waitFor();
});

test('at 360 px the plain editor runs the code, and nothing stands out of the page', async () => {
  const { page } = await site.visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.goto('/exercises/order-quantity');
  await page.getByLabel('solution.ts').fill(exerciseFile('order-quantity', 'wrong/take-absolute.ts'));
  assert.equal(await runByButton(page), 'An attack gets through');
  assert.equal(await leadTitle(page), 'A negative quantity');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
});

test('a server that is gone loses nothing', async () => {
  const { page, context } = await site.visit();
  await openExercise(page, 'order-quantity');
  await pasteCode(page, '// kept\nexport const orderTotal = () => 1;\n');
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await page.getByText(/is kept in this browser/).waitFor();
  await context.setOffline(false);
  assert.match(await runByKeyboard(page), /does not/);
  await page.locator('.monaco-editor .view-lines').getByText('kept').waitFor();
});
