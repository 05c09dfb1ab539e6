/**
 * The host's half of the border: texts from the learner's isolate to plain values, and back.
 * Tags: a value that JSON has not is `{"$": tag, "v": …}`; a key that begins with `$` gets one more `$`.
 * undefined · number (NaN, ±Infinity, -0) · bigint · date (ms or null) · bytes (base64 out, list in) · map · set ·
 * error {name, message, stack} · opaque ('function', 'symbol', 'circular', 'view').
 */
import { limits } from '../limits.ts';

/** What can't cross the border: it is known to be there, and nothing more. */
class Opaque {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}

/** Text made by learner's code to plain values. Throws a RangeError when it is beyond the limits, a SyntaxError when it is no JSON. */
export function decodeValue(text: string): unknown {
  if (text.length > limits.value.bytes * 2) throw new RangeError('A value from the program is too large');
  return decodeParsed(JSON.parse(text));
}

/** As decodeValue(), for a value that was parsed as part of a reply. */
export function decodeParsed(value: unknown): unknown {
  return decode(value, 0);
}

function decode(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > limits.value.depth * 3) throw new RangeError('A value from the program is too deep');
  if (Array.isArray(value)) return value.map((item) => decode(item, depth + 1));
  if (Object.hasOwn(value, '$')) {
    const { $: tag, v } = value as { $: unknown; v: unknown };
    return decodeTagged(String(tag), v, depth);
  }
  const record: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = key.startsWith('$') ? key.slice(1) : key;
    // Object.defineProperty: a key named __proto__ must stay a key.
    Object.defineProperty(record, name, {
      value: decode(item, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return record;
}

function decodeTagged(tag: string, value: unknown, depth: number): unknown {
  switch (tag) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value);
    case 'bigint':
      return bigIntOf(String(value));
    case 'date':
      return new Date(value === null ? NaN : Number(value));
    case 'bytes':
      return new Uint8Array(Buffer.from(String(value), 'base64'));
    case 'map':
      return new Map(list(value).map((pair) => [decode(list(pair)[0], depth + 1), decode(list(pair)[1], depth + 1)]));
    case 'set':
      return new Set(list(value).map((item) => decode(item, depth + 1)));
    case 'error': {
      const { name, message } = value as { name?: unknown; message?: unknown };
      return Object.assign(new Error(String(message)), { name: String(name), stack: '' });
    }
    case 'opaque':
      return new Opaque(String(value));
    default:
      throw new RangeError('A value from the program has an unknown tag');
  }
}

/** At most 4,096 bits, as the isolate's half gives: reading a number takes longer than its length. */
function bigIntOf(text: string): bigint {
  if (text.length > 1_300) throw new RangeError('A whole number from the program is too large');
  return BigInt(text);
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new RangeError('A value from the program is malformed');
  return value;
}

/** Plain values of ours to text for the learner's isolate. Throws a RangeError when they are beyond the limits. */
export function encodeValue(value: unknown): string {
  const text = JSON.stringify(encode(value, 0));
  if (text.length > limits.value.bytes) throw new RangeError('The result is too large');
  return text;
}

function encode(value: unknown, depth: number): unknown {
  if (depth > limits.value.depth) throw new RangeError('The result is too deep');
  switch (typeof value) {
    case 'undefined':
      return { $: 'undefined', v: 0 };
    case 'bigint':
      return { $: 'bigint', v: String(value) };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'object':
      return value === null ? null : encodeObject(value, depth);
    case 'string':
    case 'boolean':
      return value;
    case 'symbol':
    case 'function':
      return { $: 'undefined', v: 0 };
  }
}

function encodeObject(value: object, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => encode(item, depth + 1));
  if (value instanceof Uint8Array) return { $: 'bytes', v: [...value] };
  if (value instanceof Date) return { $: 'date', v: Number.isNaN(value.getTime()) ? null : value.getTime() };
  if (value instanceof Map)
    return { $: 'map', v: [...value].map(([key, item]) => [encode(key, depth + 1), encode(item, depth + 1)]) };
  if (value instanceof Set) return { $: 'set', v: [...value].map((item) => encode(item, depth + 1)) };
  if (value instanceof Opaque || value instanceof Error) return { $: 'undefined', v: 0 };
  const record: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = key.startsWith('$') ? `$${key}` : key;
    Object.defineProperty(record, name, { value: encode(item, depth + 1), enumerable: true });
  }
  return record;
}
