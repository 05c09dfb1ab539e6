/** Buttons for passkeys: the browser asks the authenticator, the server decides. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** A passkey belongs to a name: a numeric address has none. */
const possible = browserSupportsWebAuthn() && !/^[\d.]+$|^\[/.test(location.hostname);

for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) if (possible) connect(box);

function connect(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>('[data-passkey-button]');
  box.hidden = false;
  let running = false;
  button?.addEventListener('click', () => {
    if (running) return;
    running = true;
    button.setAttribute('aria-disabled', 'true');
    void act(box).finally(() => {
      running = false;
      button.removeAttribute('aria-disabled');
    });
  });
}

async function act(box: HTMLElement): Promise<void> {
  const form = box.closest('form');
  const token = form?.querySelector<HTMLInputElement>('input[name="token"]')?.value ?? '';
  const handle = form?.querySelector<HTMLInputElement>('#handle');
  say(box, handle, undefined);
  const making = box.dataset['passkey'] === 'sign-up' || box.dataset['passkey'] === 'add';
  try {
    await (making ? make(token, handle?.value) : use(token));
    // A place on this very page would not load it again.
    const next = new URL(box.dataset['next'] ?? '/', location.href);
    const here = next.pathname === location.pathname && next.search === location.search;
    if (here) location.reload();
    else location.assign(next);
  } catch (error) {
    say(box, handle, error);
  }
}

async function make(token: string, handle: string | undefined): Promise<void> {
  const options = await ask('/api/passkeys/new-options', token, handle === undefined ? {} : { handle });
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
  await ask('/api/passkeys/new', token, await startRegistration({ optionsJSON }));
}

async function use(token: string): Promise<void> {
  const optionsJSON = (await ask('/api/passkeys/use-options', token, {})) as PublicKeyCredentialRequestOptionsJSON;
  await ask('/api/passkeys/use', token, await startAuthentication({ optionsJSON }));
}

/** What the server refuses, in its own words. */
class Refusal extends Error {
  readonly field: string | undefined;
  constructor(message: string, field: string | undefined) {
    super(message);
    this.field = field;
  }
}

async function ask(url: string, token: string, body: unknown): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', 'X-Ounce-Token': token };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { type, detail, problems } = answer as { type: string; detail: string; problems?: string[] };
  if (type === '/problems/form-expired') throw new Refusal('This page is too old. Reload it and try again.', undefined);
  throw new Refusal(detail, problems?.[0]);
}

function say(box: HTMLElement, handle: HTMLInputElement | null | undefined, error: unknown): void {
  const beside = box.closest('form')?.querySelector<HTMLElement>('[data-error="handle"]');
  const own = box.querySelector<HTMLElement>('[data-passkey-error]');
  const ofHandle = error instanceof Refusal && error.field === 'handle';
  if (beside) show(beside, ofHandle ? error.message : undefined);
  handle?.toggleAttribute('aria-invalid', ofHandle);
  if (handle && ofHandle) {
    handle.setAttribute('aria-invalid', 'true');
    handle.focus();
  }
  if (own) show(own, error === undefined || ofHandle ? undefined : wordsFor(error));
}

function show(element: HTMLElement, words: string | undefined): void {
  element.textContent = words ?? '';
  element.hidden = words === undefined;
}

function wordsFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'This device has a passkey for this account already.';
  if (error instanceof Error && error.name === 'NotAllowedError')
    return 'No passkey was used: it was cancelled, took too long, or there is none here.';
  if (error instanceof TypeError) return 'Ounce does not answer. Try again when the connection is back.';
  return 'This browser could not use a passkey here. A password works everywhere.';
}
