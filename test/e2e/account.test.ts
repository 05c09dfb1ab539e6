import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { addAuthenticator, codeOf, goodPassword, makeCodes, sendSignIn, setUpApp, signIn, signUp } from './account.ts';
import { useSite, type Visitor } from './site.ts';

const site = useSite();

/** A refused form is itself a failed load, and the browser's console says so. */
function unexpected({ complaints }: Visitor): string[] {
  return complaints().filter((text) => !/status of 4(?:22|29|03)/.test(text));
}

test('signing up keeps what was typed, says beside each field what is wrong, and signs in', async () => {
  const visitor = await site.visit();
  const { page, context } = visitor;
  await page.goto('/learn');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('Handle').fill('two words');
  await page.getByLabel('Password', { exact: true }).fill('password2024!');
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  assert.equal(await page.getByLabel('Handle').inputValue(), 'two words');
  assert.match(await wordsBeside(page, 'handle'), /no spaces/);
  assert.match(await wordsBeside(page, 'password'), /commonest passwords/);
  assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '');

  await page.getByLabel('Handle').fill('Ana.Maria');
  await page.getByLabel('Password', { exact: true }).fill('qwerty');
  assert.match(await page.locator('[data-words]').innerText(), /At least 12 characters/);
  await page.getByLabel('Password', { exact: true }).fill(goodPassword);
  assert.equal(await page.locator('[data-words]').innerText(), 'Good');
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  await page.waitForURL('**/dashboard');
  // A page that was built beforehand shows the handle too.
  await page.goto('/learn');
  assert.equal(await page.getByRole('link', { name: 'Ana.Maria' }).getAttribute('href'), '/account');
  const session = (await context.cookies()).find(({ name }) => name === 'ounce');
  assert.deepEqual([session?.httpOnly, session?.sameSite, session?.path], [true, 'Lax', '/']);

  const other = await site.visit();
  await other.page.goto('/sign-up');
  await other.page.getByLabel('Handle').fill('ana.MARIA');
  await other.page.getByLabel('Password', { exact: true }).fill(goodPassword);
  await other.page.getByRole('button', { name: 'Sign up with a password' }).click();
  assert.match(await wordsBeside(other.page, 'handle'), /taken/);
  assert.deepEqual([unexpected(visitor), unexpected(other)], [[], []]);
});

async function wordsBeside(page: Page, field: string): Promise<string> {
  const input = page.locator(`#${field}`);
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
  const described = (await input.getAttribute('aria-describedby')) ?? '';
  assert.ok(described.split(' ').includes(`${field}-error`), described);
  return page.locator(`#${field}-error`).innerText();
}

test('without script an account is made, used and left', async () => {
  const { page } = await site.visit({ javaScriptEnabled: false });
  await signUp(page, 'no-script');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await page.goto('/account');
  assert.match(page.url(), /\/sign-in\?next=%2Faccount$/);
  await page.getByLabel('Handle').fill('No-Script');
  await page.getByLabel('Password', { exact: true }).fill(goodPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'no-script' }).waitFor();
});

test('a passkey signs up, signs in without a handle, proves, is added and removed, but never as the last way in', async () => {
  const visitor = await site.visit();
  const { page } = visitor;
  const { cdp, id } = await addAuthenticator(page);
  await page.goto('/sign-up?next=/account');
  await page.getByLabel('Handle').fill('pass key');
  await page.getByRole('button', { name: 'Sign up with a passkey' }).click();
  await page.getByText('no spaces').waitFor();
  await page.getByLabel('Handle').fill('passkey-user');
  await page.getByRole('button', { name: 'Sign up with a passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'passkey-user' }).waitFor();

  await page.getByRole('button', { name: /^Remove/ }).click();
  await page.getByText('only way to sign in').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in?next=/account');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('heading', { level: 1, name: 'passkey-user' }).waitFor();
  await page.goto('/prove?next=/account');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/account');

  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('has a passkey for this account already').waitFor();
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: id });
  assert.equal(credentials.length, 1);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
  await addAuthenticator(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page
    .getByRole('button', { name: /^Remove/ })
    .nth(1)
    .waitFor();
  // The first one is on no device any more.
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await page.waitForURL('**/account#passkeys');
  assert.equal(await page.getByRole('button', { name: /^Remove/ }).count(), 1);
  assert.deepEqual(unexpected(visitor), []);
});

test('an app asks for its code after the password, each code once; a recovery code stands for the app or the password', async () => {
  const visitor = await site.visit();
  const { page } = visitor;
  await signUp(page, 'two-steps');
  const secret = await setUpApp(page);
  await page.getByText('nobody gets in, so make some now').waitFor();
  const codes = await makeCodes(page);

  const second = (await site.visit()).page;
  await sendSignIn(second, 'two-steps', goodPassword);
  await second.getByLabel('Code').fill(codeOf(secret));
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByText('was used before').waitFor();
  await second.getByLabel('Code').fill(codeOf(secret, 1));
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByRole('heading', { level: 1, name: 'two-steps' }).waitFor();

  const third = (await site.visit()).page;
  await sendSignIn(third, 'two-steps', goodPassword);
  await third.getByLabel('Code').fill(codes[0]!.toLowerCase());
  await third.getByRole('button', { name: 'Sign in' }).click();
  await third.getByText('9 left').waitFor();

  const fourth = (await site.visit()).page;
  await fourth.goto('/sign-in/recover');
  await fourth.getByLabel('Handle').fill('two-steps');
  for (const [code, words] of [
    [codes[0]!, 'do not go together'],
    [codes[1]!, 'One more step'],
  ] as const) {
    await fourth.getByLabel('Recovery code').fill(code);
    await fourth.getByRole('button', { name: 'Sign in' }).click();
    await fourth.getByText(words).waitFor();
  }
  await fourth.getByLabel('Code').fill(codes[2]!);
  await fourth.getByRole('button', { name: 'Sign in' }).click();
  await fourth.getByText('Welcome back').waitFor();
  assert.deepEqual(unexpected(visitor), []);
});

test('sessions are listed and ended; a new password ends all others; what happened is shown', async () => {
  const first = (await site.visit()).page;
  await signUp(first, 'many-places');
  const [second, third] = [(await site.visit()).page, (await site.visit()).page];
  await signIn(second, 'many-places');
  await signIn(third, 'many-places');

  await first.reload();
  assert.equal(await first.getByRole('button', { name: /^End the/ }).count(), 2);
  // The newest of the others.
  await first
    .getByRole('button', { name: /^End the/ })
    .first()
    .click();
  await first.waitForURL('**/account#sessions');
  await third.reload();
  assert.match(third.url(), /\/sign-in\?/);
  await second.reload();
  await second.getByRole('heading', { level: 1, name: 'many-places' }).waitFor();

  await first.goto('/account/password');
  await first.getByLabel('New password').fill('another lamp under the quiet bridge');
  await first.getByRole('button', { name: 'Change it' }).click();
  await first.getByText('All other sessions have ended').waitFor();
  await first.getByText('The password was changed; other sessions ended').waitFor();
  await second.reload();
  assert.match(second.url(), /\/sign-in\?/);
  await sendSignIn(second, 'many-places', goodPassword);
  await second.getByText('do not go together').waitFor();
  await signIn(second, 'many-places', 'another lamp under the quiet bridge');
});

test('the data are exported as one JSON, and the account is deleted when its handle was typed', async () => {
  const { page } = await site.visit();
  await signUp(page, 'leaver');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  const data = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown> & {
    account: { handle: string };
    securityEvents: { kind: string }[];
  };
  assert.equal(data.account.handle, 'leaver');
  assert.deepEqual(data['submissions'], []);
  assert.deepEqual(
    data.securityEvents.map(({ kind }) => kind),
    ['signed-up', 'data-exported'],
  );
  assert.doesNotMatch(JSON.stringify(data), /argon2/);

  await page.getByRole('link', { name: 'Delete the account' }).click();
  await page.getByText('stay valid and verifiable').waitFor();
  await page.getByLabel('to confirm').fill('leave');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('Type “leaver” to confirm.').waitFor();
  await page.getByLabel('to confirm').fill('leaver');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await sendSignIn(page, 'leaver', goodPassword);
  await page.getByText('do not go together').waitFor();
  await signUp(page, 'leaver');
});

/** Every page of an account, for whoever is signed in. */
const pages = [
  '/account',
  '/account/password',
  '/account/authenticator',
  '/account/recovery-codes',
  '/account/delete',
  '/prove',
];
const open = ['/sign-up', '/sign-in', '/sign-in/recover'];

// Layout and colours have nothing to do with each other: each width is looked at in one theme.
for (const [width, colorScheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`pages of accounts, ${colorScheme} at ${width} px, have no axe, CSP or console problems, and nothing stands out`, async () => {
    const visitor = await site.visit({ viewport: { width, height: 900 }, colorScheme });
    for (const path of open) await look(visitor, path);
    await visitor.page.goto('/sign-up');
    // As a browser that does not look at fields itself would send it.
    await visitor.page.locator('main form').evaluate((form: HTMLFormElement) => form.submit());
    await visitor.page.getByText('A handle is missing.').waitFor();
    await look(visitor);
    await signUp(visitor.page, `a-rather-long-handle-here-${width}`.slice(0, 30));
    for (const path of pages) await look(visitor, path);
    await makeCodes(visitor.page);
    await look(visitor);
    assert.deepEqual(unexpected(visitor), []);
  });
}

async function look({ page }: Visitor, path?: string): Promise<void> {
  if (path !== undefined) await page.goto(path);
  if (path !== undefined) assert.equal(new URL(page.url()).pathname, path);
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' · ')}`);
  assert.deepEqual(told, [], page.url());
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(sideways, 0, `${page.url()} scrolls sideways`);
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
