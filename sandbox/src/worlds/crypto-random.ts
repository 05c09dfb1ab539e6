/** Random bytes that repeat with the seed and say nothing about it. */
import { createHash } from 'node:crypto';

/** A source whose n-th draw is SHAKE256 of a key and n (FIPS 202). */
export function randomSource(seed: number, purpose: string): (size: number) => Uint8Array {
  const key = createHash('sha256').update(`ounce crypto ${seed} ${purpose}`).digest();
  let draws = 0;
  return (size) => {
    if (size === 0) return new Uint8Array();
    const hash = createHash('shake256', { outputLength: size }).update(key);
    return new Uint8Array(hash.update(String(draws++)).digest());
  };
}

/** A whole number from min up to, not including, max; without a bias, as in Node. */
export function intBetween(draw: (size: number) => Uint8Array, min: number, max: number): number {
  const range = max - min;
  const limit = 2 ** 48 - (2 ** 48 % range);
  for (;;) {
    const value = Buffer.from(draw(6)).readUIntBE(0, 6);
    if (value < limit) return min + (value % range);
  }
}

/** A UUID of version 4 (RFC 9562). */
export function uuidOf(bytes: Uint8Array): string {
  const own = Buffer.from(bytes);
  own[6] = (own[6]! & 0x0f) | 0x40;
  own[8] = (own[8]! & 0x3f) | 0x80;
  return own.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
