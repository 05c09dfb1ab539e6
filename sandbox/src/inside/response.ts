/** What `fetch` gives: the head at once, the body piece by piece, as it is read. */
import type { AbortSignal } from './abort.ts';
import { callHost } from './border.ts';
import { RealTypeError, RealUint8Array, put } from './primordials.ts';
import type { Headers } from './headers.ts';
import { turn } from './turns.ts';

export interface Head {
  status: number;
  headers: Headers;
  /** The host's number for the body. */
  body: number;
}

const statusTexts: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

export class Response {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly type = 'basic';
  readonly headers: Headers;
  readonly body: BodyStream;

  constructor(head: Head, url: string, redirected: boolean, signal: AbortSignal | undefined) {
    this.status = head.status;
    this.statusText = statusTexts[head.status] ?? '';
    this.ok = head.status >= 200 && head.status < 300;
    this.url = url;
    this.redirected = redirected;
    this.headers = head.headers;
    this.body = new BodyStream(head.body, signal);
  }
  get bodyUsed(): boolean {
    return this.body.isUsed();
  }
  async text(): Promise<string> {
    return this.body.takeText();
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.body.takeText()) as unknown;
  }
  async bytes(): Promise<Uint8Array> {
    return this.body.takeBytes();
  }
  async arrayBuffer(): Promise<ArrayBufferLike> {
    return (await this.body.takeBytes()).buffer;
  }
}

/** As much of a ReadableStream as bodies are read with: `for await`, `getReader()`, `cancel()`. */
class BodyStream {
  readonly #id: number;
  readonly #signal: AbortSignal | undefined;
  #used = false;
  #done = false;

  constructor(id: number, signal: AbortSignal | undefined) {
    this.#id = id;
    this.#signal = signal;
  }
  isUsed(): boolean {
    return this.#used;
  }
  get locked(): boolean {
    return this.#used;
  }
  async takeText(): Promise<string> {
    this.#use();
    let all = '';
    while (!this.#done) {
      const { text, done } = (await this.#next('readText')) as { text: string; done: boolean };
      all += text;
      this.#done = done;
    }
    return all;
  }
  async takeBytes(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of this) {
      pieces.push(piece);
      length += piece.length;
    }
    const all = new RealUint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
  getReader(): {
    read(): Promise<{ done: boolean; value: Uint8Array | undefined }>;
    cancel(): Promise<void>;
    releaseLock(): void;
  } {
    this.#use();
    return {
      read: async () => {
        const value = await this.#piece();
        return { done: value === undefined, value };
      },
      cancel: () => this.cancel(),
      releaseLock: () => undefined,
    };
  }
  async cancel(): Promise<void> {
    this.#used = true;
    this.#done = true;
    return Promise.resolve();
  }
  async *[Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    this.#use();
    for (let piece = await this.#piece(); piece !== undefined; piece = await this.#piece()) yield piece;
  }

  #use(): void {
    if (this.#used) throw new RealTypeError('Body is unusable: Body has already been read');
    this.#used = true;
  }
  async #piece(): Promise<Uint8Array | undefined> {
    if (this.#done) return undefined;
    const { bytes, done } = (await this.#next('readBytes')) as { bytes: Uint8Array; done: boolean };
    this.#done = done;
    return bytes.length === 0 ? undefined : new RealUint8Array(bytes);
  }
  async #next(name: string): Promise<unknown> {
    const mine = turn();
    if (mine) await mine;
    this.#signal?.throwIfAborted();
    try {
      return callHost('ounce:network', name, [this.#id]);
    } catch (error) {
      const broken = new RealTypeError('terminated');
      put(broken, 'cause', error);
      throw broken;
    }
  }
}
