/** What a person does in an exercise's workspace. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';

/** The text of a file in an exercise's folder. */
export function exerciseFile(exercise: string, file: string): string {
  return readFileSync(path.join(import.meta.dirname, '..', '..', 'exercises', exercise, file), 'utf8');
}

/** Opens an exercise and waits for the full editor. */
export async function openExercise(page: Page, exercise: string): Promise<void> {
  await page.goto(`/exercises/${exercise}`);
  await page.locator('[data-editor="ready"] .monaco-editor .view-lines').waitFor({ timeout: 60_000 });
}

/** Replaces all code in the full editor, by the clipboard. */
export async function pasteCode(page: Page, code: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => navigator.clipboard.writeText(text), code);
  await page.keyboard.press('Control+V');
}

/** Runs by the shortcut, and waits for the new verdict. Gives back its heading. */
export async function runByKeyboard(page: Page): Promise<string> {
  return verdictAfter(page, () => page.keyboard.press('Control+Enter'));
}

/** Runs by the button, and waits for the new verdict. Gives back its heading. */
export async function runByButton(page: Page): Promise<string> {
  return verdictAfter(page, () => page.getByRole('button', { name: 'Run', exact: true }).click());
}

/** The title of the finding that the report leads with. */
export async function leadTitle(page: Page): Promise<string> {
  return (await page.locator('#lead').textContent()) ?? '';
}

/** Does something that leads to a verdict, and waits for it. Gives back its heading. */
export async function verdictAfter(page: Page, act: () => Promise<unknown>): Promise<string> {
  // Works in pages without script as well, where a whole new page comes.
  await page.locator('#verdict').evaluateAll((old) => old.forEach((one) => one.removeAttribute('id')));
  await act();
  return (await page.locator('#verdict').textContent({ timeout: 60_000 })) ?? '';
}
