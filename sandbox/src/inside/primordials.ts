/**
 * Everything that our code in the learner's isolate needs later, captured before any learner code runs.
 * After that, nothing here may look a method up on a prototype or a global: the learner may have replaced it.
 */
const uncurry = <T, A extends unknown[], R>(f: (this: T, ...args: A) => R): ((self: T, ...args: A) => R) =>
  Function.prototype.call.bind(f) as never;

export const { apply, ownKeys, getPrototypeOf, defineProperty, getOwnPropertyDescriptor, construct } = Reflect;
export const { parse, stringify } = JSON;
export const { create, setPrototypeOf, freeze } = Object;
export const { isArray } = Array;
export const { isInteger } = Number;
export const { isView } = ArrayBuffer;
export const RealDate = Date;
export const RealError = Error;
export const RealTypeError = TypeError;
export const RealSyntaxError = SyntaxError;
export const RealPromise = Promise;
export const RealUint8Array = Uint8Array;
export const RealArrayBuffer = ArrayBuffer;
export const RealString = String;
export const RealBigInt = BigInt;
export const RealMap = Map;
export const RealSet = Set;

export const sliceText = uncurry(String.prototype.slice);
export const indexOfText = uncurry(String.prototype.indexOf);
export const lowerCase = uncurry(String.prototype.toLowerCase);
export const mapForEach = uncurry(Map.prototype.forEach) as (map: unknown, f: (value: unknown, key: unknown) => void) => void;
export const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, 'size')!.get!) as (map: unknown) => number;
export const setForEach = uncurry(Set.prototype.forEach) as (set: unknown, f: (value: unknown) => void) => void;
export const setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, 'size')!.get!) as (set: unknown) => number;
export const mapSet = uncurry(Map.prototype.set) as (map: unknown, key: unknown, value: unknown) => unknown;
export const setAdd = uncurry(Set.prototype.add) as (set: unknown, value: unknown) => unknown;
export const dateTime = uncurry(Date.prototype.getTime) as (date: unknown) => number;
export const bigIntText = uncurry(BigInt.prototype.toString) as (value: bigint, radix?: number) => string;
export const promiseThen = uncurry(Promise.prototype.then) as (
  promise: unknown,
  ok: (value: unknown) => void,
  bad?: (reason: unknown) => void,
) => Promise<unknown>;
export const resolved: () => Promise<void> = Promise.resolve.bind(Promise);
export const viewLength = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, 'length')!.get!) as (
  view: unknown,
) => number;
export const viewBuffer = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, 'buffer')!.get!) as (
  view: unknown,
) => ArrayBuffer;

/** An object without a prototype, so that nothing on Object.prototype shows through. */
export function bare<T = unknown>(): Record<string, T> {
  return create(null) as Record<string, T>;
}

/** Sets an own property whatever setters the prototype has. */
export function put(target: object, key: PropertyKey, value: unknown): void {
  const descriptor = bare();
  descriptor['value'] = value;
  descriptor['enumerable'] = descriptor['configurable'] = descriptor['writable'] = true;
  defineProperty(target, key, descriptor as PropertyDescriptor);
}

/** A list that no method on Array.prototype touches; JSON.stringify still writes it as a list. */
export function bareList(): unknown[] {
  const list: unknown[] = [];
  setPrototypeOf(list, null);
  return list;
}
