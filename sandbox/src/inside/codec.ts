/**
 * Values to text and back, inside the learner's isolate. Hostile getters and proxies run here, under the
 * learner's own CPU limit. The other half is src/worker/codec.ts; the tags are listed there.
 */
import {
  RealBigInt,
  RealDate,
  RealError,
  RealMap,
  RealSet,
  RealString,
  RealTypeError,
  RealUint8Array,
  bare,
  bigIntText,
  dateTime,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  isInteger,
  isView,
  mapForEach,
  mapSet,
  mapSize,
  ownKeys,
  parse,
  plainPrototype,
  put,
  setAdd,
  setForEach,
  setSize,
  sliceText,
  stringify,
  viewLength,
} from './primordials.ts';

/** Bounds on one value; the host sets them before learner code is loaded. */
export interface ValueLimits {
  depth: number;
  nodes: number;
  bytes: number;
}

interface Walk {
  nodes: number;
  bytes: number;
  /** The objects from the root to here. */
  path: Record<number, unknown>;
  depth: number;
}

/** Thrown and caught here alone; told apart by identity. */
const tooMuch = new RealError('too much');
let bounds: ValueLimits = { depth: 40, nodes: 20_000, bytes: 524_288 };

export function setValueLimits(value: ValueLimits): void {
  bounds = value;
}

/** `{"ok":true,"v":…}`, or the error's text when the value can't cross. */
export function okText(value: unknown): string {
  try {
    const walk: Walk = { nodes: 0, bytes: 0, path: bare(), depth: 0 };
    const text = encode(value, walk);
    if (text.length > bounds.bytes * 2) throw tooMuch;
    return '{"ok":true,"v":' + text + '}';
  } catch (error) {
    return error === tooMuch ? '{"ok":false,"fault":"output"}' : errorText(error);
  }
}

/** `{"ok":false,"e":{name,message,stack}}`; never throws, whatever was thrown. */
export function errorText(error: unknown): string {
  try {
    return '{"ok":false,"e":' + stringify(describe(error)) + '}';
  } catch {
    return '{"ok":false,"e":{"name":"Error","message":"an error that could not be read","stack":""}}';
  }
}

/** Arguments as the text of a list. Throws a TypeError of the learner's realm when they are too large. */
export function encodeArguments(values: ArrayLike<unknown>): string {
  const walk: Walk = { nodes: 0, bytes: 0, path: bare(), depth: 0 };
  try {
    let text = '';
    for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + encode(values[i], walk);
    return '[' + text + ']';
  } catch (error) {
    throw error === tooMuch ? new RealTypeError('The arguments are too large or too deep') : error;
  }
}

/** A value as JSON. Only texts are put together, so that nothing of the learner's realm is asked on the way. */
function encode(value: unknown, walk: Walk): string {
  if (++walk.nodes > bounds.nodes) throw tooMuch;
  switch (typeof value) {
    case 'string':
      spend(walk, value.length);
      return stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return encodeNumber(value);
    case 'undefined':
      return tag('undefined', '0');
    case 'bigint':
      return encodeBigInt(value, walk);
    case 'symbol':
      return tag('opaque', '"symbol"');
    case 'function':
      return tag('opaque', '"function"');
    default:
      return value === null ? 'null' : encodeObject(value as object, walk);
  }
}

function encodeNumber(value: number): string {
  if (value !== value) return tag('number', '"NaN"');
  if (value === Infinity || value === -Infinity) return tag('number', value > 0 ? '"Infinity"' : '"-Infinity"');
  return value === 0 && 1 / value < 0 ? tag('number', '"-0"') : '' + value;
}

const largestBigInt = 2n ** 4096n;

function encodeBigInt(value: bigint, walk: Walk): string {
  if (value > largestBigInt || value < -largestBigInt) throw tooMuch;
  const text = bigIntText(value);
  spend(walk, text.length);
  return tag('bigint', stringify(text));
}

function encodeObject(value: object, walk: Walk): string {
  if (walk.depth > bounds.depth) throw tooMuch;
  for (let i = 0; i < walk.depth; i++) if (walk.path[i] === value) return tag('opaque', '"circular"');
  walk.path[walk.depth++] = value;
  const encoded = encodeOpened(value, walk);
  walk.depth--;
  return encoded;
}

function encodeOpened(value: object, walk: Walk): string {
  if (isArray(value)) return encodeList(value, walk);
  // Most objects are plain; to find out that one is no Date, Map or Set takes a throw each.
  const prototype: unknown = getPrototypeOf(value);
  if (prototype === null || prototype === plainPrototype) return encodeRecord(value, walk);
  if (isView(value)) return encodeBytes(value, walk);
  const href = readUrl(value);
  if (href !== undefined) return encodeUrl(href, walk);
  const time = timeOf(value);
  if (time !== undefined) return tag('date', time === time ? '' + time : 'null');
  if (sizeOf(mapSize, value) !== undefined) return encodeMap(value, walk);
  if (sizeOf(setSize, value) !== undefined) return encodeSet(value, walk);
  if (isError(value)) {
    const error = describe(value);
    spend(walk, error.message.length + error.stack.length);
    return tag('error', stringify(error));
  }
  return encodeRecord(value, walk);
}

function encodeList(value: readonly unknown[], walk: Walk): string {
  const length = value.length;
  if (!isInteger(length) || length > bounds.nodes) throw tooMuch;
  let text = '';
  for (let i = 0; i < length; i++) text += (i === 0 ? '' : ',') + encode(value[i], walk);
  return '[' + text + ']';
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encodeBytes(view: ArrayBufferView, walk: Walk): string {
  let length: number;
  try {
    length = viewLength(view);
  } catch {
    return tag('opaque', '"view"');
  }
  spend(walk, length * 1.4);
  const bytes = view as Uint8Array;
  let text = '';
  for (let i = 0; i < length; i += 3) {
    const a = bytes[i]! & 255;
    const b = i + 1 < length ? bytes[i + 1]! & 255 : 0;
    const c = i + 2 < length ? bytes[i + 2]! & 255 : 0;
    text += base64[a >> 2]! + base64[((a & 3) << 4) | (b >> 4)]!;
    text += i + 1 < length ? base64[((b & 15) << 2) | (c >> 6)]! : '=';
    text += i + 2 < length ? base64[c & 63]! : '=';
  }
  return tag('bytes', '"' + text + '"');
}

function encodeMap(value: object, walk: Walk): string {
  let text = '';
  mapForEach(value, (item, key) => {
    text += (text === '' ? '[' : ',[') + encode(key, walk) + ',' + encode(item, walk) + ']';
  });
  return tag('map', '[' + text + ']');
}

function encodeSet(value: object, walk: Walk): string {
  let text = '';
  setForEach(value, (item) => {
    text += (text === '' ? '' : ',') + encode(item, walk);
  });
  return tag('set', '[' + text + ']');
}

let readUrl: (value: object) => string | undefined = () => undefined;

/** How to tell a URL, whose parts are private: its text, or undefined for anything else. */
export function setUrlReader(read: typeof readUrl): void {
  readUrl = read;
}

function encodeUrl(href: string, walk: Walk): string {
  spend(walk, href.length);
  return '{"href":' + stringify(href) + '}';
}

function encodeRecord(value: object, walk: Walk): string {
  let text = '';
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== 'string') continue;
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    spend(walk, key.length);
    text += (text === '' ? '' : ',') + stringify(key[0] === '$' ? '$' + key : key) + ':';
    text += encode((value as Record<string, unknown>)[key], walk);
  }
  return '{' + text + '}';
}

function spend(walk: Walk, bytes: number): void {
  walk.bytes += bytes;
  if (walk.bytes > bounds.bytes) throw tooMuch;
}

/** A value that JSON has not, by its name and what is known of it, as JSON. */
function tag(name: string, json: string): string {
  return '{"$":"' + name + '","v":' + json + '}';
}

function timeOf(value: object): number | undefined {
  try {
    return dateTime(value);
  } catch {
    return undefined;
  }
}

function sizeOf(size: (value: unknown) => number, value: object): number | undefined {
  try {
    return size(value);
  } catch {
    return undefined;
  }
}

function isError(value: object): boolean {
  try {
    return value instanceof RealError;
  } catch {
    return false;
  }
}

/** Name, message and stack as capped texts, read with care: each getter may throw or lie. */
export function describe(error: unknown): { name: string; message: string; stack: string } {
  const told = bare<string>() as { name: string; message: string; stack: string };
  const isObject = error !== null && (typeof error === 'object' || typeof error === 'function');
  put(told, 'name', isObject ? readText(error, 'name', 80) || 'Error' : 'Thrown');
  put(told, 'message', isObject ? readText(error, 'message', 1_000) : textOf(error, 1_000));
  put(told, 'stack', isObject ? readText(error, 'stack', 4_000) : '');
  return told;
}

function readText(source: object, key: string, most: number): string {
  try {
    return textOf((source as Record<string, unknown>)[key], most);
  } catch {
    return '';
  }
}

/** A value as text of at most `most` characters. A huge string is cut before anything else touches it. */
export function textOf(value: unknown, most: number): string {
  try {
    const text = typeof value === 'string' ? value : typeof value === 'symbol' ? 'a symbol' : RealString(value);
    return text.length > most ? sliceText(text, 0, most) + '…' : text;
  } catch {
    return '(unreadable)';
  }
}

/** Host text to a value made of the learner's realm only. */
export function decodeText(text: string): unknown {
  return decode(parse(text) as unknown);
}

/** In place: what is no tagged value stays where the parser put it, which is always an own property. */
function decode(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      const decoded = decode(item);
      if (decoded !== item) put(value, i, decoded);
    }
    return value;
  }
  const mark = getOwnPropertyDescriptor(value, '$');
  return mark
    ? decodeTagged(RealString(mark.value), getOwnPropertyDescriptor(value, 'v')!.value)
    : decodeRecord(value as Record<string, unknown>);
}

function decodeRecord(record: Record<string, unknown>): unknown {
  const keys = ownKeys(record) as string[];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const item = record[key];
    const decoded = decode(item);
    if (key[0] === '$') {
      delete record[key];
      put(record, sliceText(key, 1), decoded);
    } else if (decoded !== item) put(record, key, decoded);
  }
  return record;
}

function decodeTagged(name: string, value: unknown): unknown {
  switch (name) {
    case 'undefined':
      return undefined;
    case 'number':
      return +(value as string);
    case 'bigint':
      return RealBigInt(value as string);
    case 'date':
      return new RealDate(value === null ? NaN : (value as number));
    case 'bytes':
      return decodeBytes(value as number[]);
    case 'map': {
      const map = new RealMap();
      const pairs = value as [unknown, unknown][];
      for (let i = 0; i < pairs.length; i++) mapSet(map, decode(pairs[i]![0]), decode(pairs[i]![1]));
      return map;
    }
    case 'set': {
      const set = new RealSet();
      const items = value as unknown[];
      for (let i = 0; i < items.length; i++) setAdd(set, decode(items[i]));
      return set;
    }
    default:
      return undefined;
  }
}

let makeBytes: (bytes: Uint8Array) => unknown = (bytes) => bytes;

/** What bytes from the host become: the environment makes them Buffers, as Node does. */
export function setBytesMaker(maker: (bytes: Uint8Array) => unknown): void {
  makeBytes = maker;
}

function decodeBytes(numbers: readonly number[]): unknown {
  const bytes = new RealUint8Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) bytes[i] = numbers[i]!;
  return makeBytes(bytes);
}
