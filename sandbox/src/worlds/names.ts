/** Host names: what each lookup answers. A name may answer differently each time, as in DNS rebinding. */
import { isIP } from 'node:net';

/** A lookup that the learner's program made, or that a connection made for it. */
export interface Lookup {
  /** As it was asked for. */
  name: string;
  /** The addresses that came back; none when there is no such name. */
  addresses: readonly string[];
}

type Entry = { answers: readonly (readonly string[])[]; next: number } | { alias: string };

const mostLookups = 1_000;
const mostAliases = 8;

export class Names {
  readonly lookups: Lookup[] = [];
  readonly #entries = new Map<string, Entry>([['localhost', { answers: [['127.0.0.1', '::1']], next: 0 }]]);

  /** Every lookup takes the next answer; the last one stays. */
  set(name: string, answers: readonly (readonly string[])[]): void {
    if (answers.length === 0) throw new Error(`Cannot name ${name}: at least one answer is wanted`);
    this.#entries.set(plainName(name) ?? name, { answers, next: 0 });
  }

  alias(name: string, target: string): void {
    this.#entries.set(plainName(name) ?? name, { alias: target });
  }

  /** The names that lead to an address by their first answer: those that a certificate for it would hold. */
  leadingTo(address: string, reached: (address: string) => string | undefined): string[] {
    return [...this.#entries].flatMap(([name]) => {
      const entry = this.#find(name);
      return entry?.answers[0]?.some((one) => reached(one) === address) ? [name] : [];
    });
  }

  /** The addresses of a name, or of an address in any spelling. Recorded; none when there is no such name. */
  look(name: string): readonly string[] {
    if (this.lookups.length >= mostLookups)
      throw Object.assign(new Error(`queryA ECANCELLED: more than ${mostLookups} lookups`), { code: 'ECANCELLED' });
    const addresses = this.#addresses(name);
    this.lookups.push({ name, addresses });
    return addresses;
  }

  #addresses(name: string): readonly string[] {
    if (isIP(name)) return [name];
    const plain = plainName(name);
    if (plain === undefined) return [];
    if (isIP(plain)) return [plain];
    const entry = this.#find(plain.endsWith('.localhost') ? 'localhost' : plain);
    if (!entry) return [];
    const answer = entry.answers[Math.min(entry.next, entry.answers.length - 1)] ?? [];
    entry.next++;
    return answer;
  }

  #find(name: string): Exclude<Entry, { alias: string }> | undefined {
    let entry = this.#entries.get(name);
    for (let i = 0; entry && 'alias' in entry; i++) {
      if (i === mostAliases) return undefined;
      entry = this.#entries.get(plainName(entry.alias) ?? entry.alias);
    }
    return entry;
  }
}

/** A name as a resolver compares it: lower case, in ASCII, without the last dot; numbers in any spelling are an address. */
function plainName(name: string): string | undefined {
  if (!/^[^\s/?#@:\\%[\]]{1,255}$/.test(name)) return undefined;
  return URL.parse(`http://${name}/`)?.hostname.replace(/\.$/, '');
}
