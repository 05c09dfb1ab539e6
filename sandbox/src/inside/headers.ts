/** Headers of requests and answers, as fetch has them. */
import { RealTypeError } from './primordials.ts';

export class Headers {
  #pairs: [string, string][] = [];

  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    const iterable = typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function';
    const pairs = iterable ? [...(init as Iterable<[unknown, unknown]>)] : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }
  append(name: unknown, value: unknown): void {
    this.#pairs.push([nameOf(name), valueOf(value)]);
  }
  set(name: unknown, value: unknown): void {
    this.delete(name);
    this.append(name, value);
  }
  delete(name: unknown): void {
    const key = nameOf(name);
    this.#pairs = this.#pairs.filter(([one]) => one !== key);
  }
  get(name: unknown): string | null {
    const key = nameOf(name);
    const values = this.#pairs.filter(([one]) => one === key).map(([, value]) => value);
    return values.length === 0 ? null : values.join(', ');
  }
  has(name: unknown): boolean {
    return this.get(name) !== null;
  }
  getSetCookie(): string[] {
    return this.#pairs.filter(([name]) => name === 'set-cookie').map(([, value]) => value);
  }
  forEach(run: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this) run(value, name, this);
  }
  *entries(): IterableIterator<[string, string]> {
    for (const name of [...new Set(this.#pairs.map(([one]) => one))].sort()) yield [name, this.get(name)!];
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

function nameOf(name: unknown): string {
  const text = `${name as string}`;
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)) return text.toLowerCase();
  throw new RealTypeError(`Headers: "${text.slice(0, 60)}" is an invalid header name.`);
}

function valueOf(value: unknown): string {
  const text = `${value as string}`.replace(/^[\t\r\n ]+|[\t\r\n ]+$/g, '');
  if (!/[\0\r\n]/.test(text)) return text;
  throw new RealTypeError(`Headers: ${JSON.stringify(text.slice(0, 60))} is an invalid header value.`);
}
