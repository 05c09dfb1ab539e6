/**
 * Everything that our code in the learner's isolate needs later, captured before any learner code runs.
 * After that, nothing here may look a method up on a prototype or a global: the learner may have replaced it.
 */
const uncurry = <F>(method: unknown): F => Function.prototype.call.bind(method as () => unknown) as F;

export const { apply, ownKeys, getOwnPropertyDescriptor, construct } = Reflect;
export const { getPrototypeOf, defineProperty } = Reflect;
export const { parse, stringify } = JSON;
export const { setPrototypeOf } = Object;
const { create } = Object;
export const { isArray } = Array;
export const { isInteger } = Number;
export const { isView } = ArrayBuffer;
export const RealDate = Date;
export const RealError = Error;
export const RealTypeError = TypeError;
export const RealSyntaxError = SyntaxError;
/** The language's own errors by name, for those that the host tells of. */
export const realErrors: Readonly<Record<string, ErrorConstructor>> = {
  __proto__: null as never,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};
export const RealPromise = Promise;
export const RealUint8Array = Uint8Array;
export const RealArrayBuffer = ArrayBuffer;
export const RealString = String;
export const RealBigInt = BigInt;
export const RealMap = Map;
export const RealSet = Set;

export const sliceText = uncurry<(text: string, start: number, end?: number) => string>(String.prototype.slice);
export const indexOfText = uncurry<(text: string, part: string) => number>(String.prototype.indexOf);
export const lowerCase = uncurry<(text: string) => string>(String.prototype.toLowerCase);
export const mapForEach = uncurry<(map: unknown, f: (value: unknown, key: unknown) => void) => void>(
  Map.prototype.forEach,
);
export const mapSize = uncurry<(map: unknown) => number>(getOwnPropertyDescriptor(Map.prototype, 'size')!.get!);
export const setForEach = uncurry<(set: unknown, f: (value: unknown) => void) => void>(Set.prototype.forEach);
export const setSize = uncurry<(set: unknown) => number>(getOwnPropertyDescriptor(Set.prototype, 'size')!.get!);
export const mapSet = uncurry<(map: unknown, key: unknown, value: unknown) => unknown>(Map.prototype.set);
export const setAdd = uncurry<(set: unknown, value: unknown) => unknown>(Set.prototype.add);
export const dateTime = uncurry<(date: unknown) => number>(Date.prototype.getTime);
export const bigIntText = uncurry<(value: bigint, radix?: number) => string>(BigInt.prototype.toString);
export const promiseThen = uncurry<
  (promise: unknown, ok: (value: unknown) => void, bad?: (reason: unknown) => void) => Promise<unknown>
>(Promise.prototype.then);
export const resolved: () => Promise<void> = Promise.resolve.bind(Promise);
export const viewLength = uncurry<(view: unknown) => number>(
  getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, 'length')!.get!,
);
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
