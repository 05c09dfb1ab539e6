/** A visitor without a browser: cookies and forms over plain HTTP, as exactly as a test wants them. */
import assert from 'node:assert/strict';
import { goodPassword } from './account.ts';

export class HttpVisitor {
  readonly cookies = new Map<string, string>();
  readonly #server: string;
  readonly #origin: string;

  /** `origin`: the public one, when a proxy would stand in front. */
  constructor(server: string, origin: string = server) {
    this.#server = server;
    this.#origin = origin;
  }

  /** One request with the cookies; those of the answer are kept. Redirects are not followed. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#server + path, {
      redirect: 'manual',
      ...init,
      headers: { Accept: 'text/html', Origin: this.#origin, ...(cookie && { Cookie: cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  /** The token in the forms of a page. */
  async token(page: string): Promise<string> {
    const token = /name="token" value="([^"]+)"/.exec(await (await this.send(page)).text())?.[1];
    assert.ok(token, `${page} has no form with a token`);
    return token;
  }

  /** Sends a form, with the token of the page that it stands on. */
  async post(path: string, fields: Record<string, string>, page = path): Promise<Response> {
    const token = await this.token(page);
    return this.send(path, { method: 'POST', body: new URLSearchParams({ token, ...fields }) });
  }

  /** Makes an account. */
  async signUp(handle: string): Promise<this> {
    const { status } = await this.post('/sign-up', { handle, password: goodPassword });
    assert.equal(status, 303, `sign-up as ${handle}`);
    return this;
  }
}
