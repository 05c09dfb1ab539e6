/** What a person does with an account. */
import assert from 'node:assert/strict';
import { generateHOTP } from '@oslojs/otp';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import type { CDPSession, Page } from 'playwright';

export const goodPassword = 'velvet otter drums quietly';

/** Makes an account with a password. */
export async function signUp(page: Page, handle: string, password = goodPassword): Promise<void> {
  await page.goto('/sign-up?next=/account');
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  await page.getByRole('heading', { level: 1, name: handle, exact: true }).waitFor();
}

/** Sends the sign-in form. */
export async function sendSignIn(page: Page, handle: string, password: string): Promise<void> {
  await page.goto('/sign-in?next=/account');
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in with a password alone. */
export async function signIn(page: Page, handle: string, password = goodPassword): Promise<void> {
  await sendSignIn(page, handle, password);
  await page.getByRole('heading', { level: 1, name: handle, exact: true }).waitFor();
}

/** An authenticator in the browser that answers whatever it is asked. */
export async function addAuthenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

/** The code of an app, `ahead` steps of 30 s from now. */
export function codeOf(secret: string, ahead = 0): string {
  const step = Math.floor(Date.now() / 30_000) + ahead;
  return generateHOTP(decodeBase32IgnorePadding(secret.replaceAll(' ', '')), BigInt(step), 6);
}

/** Sets up an authenticator app for whoever is signed in; gives back its secret. */
export async function setUpApp(page: Page): Promise<string> {
  await page.goto('/account/authenticator');
  const secret = (await page.locator('form code').textContent()) ?? '';
  await page.getByLabel('The code that it shows').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.waitForURL((url) => url.pathname !== '/account/authenticator');
  return secret;
}

/** Makes recovery codes for whoever is signed in. */
export async function makeCodes(page: Page): Promise<string[]> {
  await page.goto('/account/recovery-codes');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('heading', { name: 'Keep these ten now' }).waitFor();
  const codes = await page.locator('.codes li').allTextContents();
  assert.equal(new Set(codes).size, 10);
  return codes;
}
