/** Accounts for journeys. */
import type { Page } from 'playwright';

const password = 'seven green lanterns on a hill';

/** Makes an account in this browser. */
export async function signUp(page: Page, handle: string): Promise<void> {
  await page.goto('/sign-up?next=/dashboard');
  await fillIn(page, handle);
  await page.waitForURL('**/dashboard');
}

/** Signs in to it in another. */
export async function signIn(page: Page, handle: string): Promise<void> {
  await page.goto('/sign-in?next=/dashboard');
  await fillIn(page, handle);
  await page.waitForURL('**/dashboard');
}

async function fillIn(page: Page, handle: string): Promise<void> {
  await page.locator('main input[name="handle"]').fill(handle);
  await page.locator('main input[name="password"]').fill(password);
  await page.locator('main form button[type="submit"]').first().click();
}
