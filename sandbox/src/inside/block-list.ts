/** `node:net`, as far as addresses go. What matches is decided by the host's real BlockList. */
import { callHost } from './border.ts';

const ask = (name: string, ...values: unknown[]): unknown => callHost('ounce:network', name, values);

type Rule = ['address' | 'range' | 'subnet', unknown, unknown, unknown];

export function isIP(text: unknown): number {
  return ask('isIP', text) as number;
}

export class BlockList {
  readonly #rules: Rule[] = [];

  addAddress(address: unknown, family: unknown = 'ipv4'): void {
    this.#add(['address', address, undefined, family]);
  }
  addRange(start: unknown, end: unknown, family: unknown = 'ipv4'): void {
    this.#add(['range', start, end, family]);
  }
  addSubnet(net: unknown, prefix: unknown, family: unknown = 'ipv4'): void {
    this.#add(['subnet', net, prefix, family]);
  }
  check(address: unknown, family: unknown = 'ipv4'): boolean {
    return ask('isBlocked', this.#rules, address, family) as boolean;
  }
  #add(rule: Rule): void {
    // Asked once, so that a rule that is none throws here, as in Node.
    ask('isBlocked', [rule], '192.0.2.1', 'ipv4');
    this.#rules.push(rule);
  }
}
