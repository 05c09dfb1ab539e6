/** Node's test runner and assertions, as far as a test of functions and requests needs them. */
declare module 'node:test' {
  type Run = () => unknown;
  export interface TestFunction {
    (name: string, run: Run): void;
    (name: string, options: object, run: Run): void;
    (run: Run): void;
  }
  export const test: TestFunction;
  export const it: TestFunction;
  export function describe(name: string, run: () => void): void;
  export const suite: typeof describe;
  export function beforeEach(run: Run): void;
  export function afterEach(run: Run): void;
  export default test;
}
declare module 'node:assert/strict' {
  type Message = string | Error;
  type Expected = RegExp | object | ((error: any) => boolean) | (new (...values: any[]) => Error);
  interface Assert {
    (value: unknown, message?: Message): asserts value;
    ok(value: unknown, message?: Message): asserts value;
    equal<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    strictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    notEqual(actual: unknown, expected: unknown, message?: Message): void;
    notStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    deepEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    deepStrictEqual<T>(actual: unknown, expected: T, message?: Message): asserts actual is T;
    notDeepEqual(actual: unknown, expected: unknown, message?: Message): void;
    notDeepStrictEqual(actual: unknown, expected: unknown, message?: Message): void;
    match(text: string, pattern: RegExp, message?: Message): void;
    doesNotMatch(text: string, pattern: RegExp, message?: Message): void;
    throws(run: () => unknown, expected?: Expected | string, message?: Message): void;
    doesNotThrow(run: () => unknown, message?: Message): void;
    rejects(
      run: Promise<unknown> | (() => Promise<unknown>),
      expected?: Expected | string,
      message?: Message,
    ): Promise<void>;
    doesNotReject(run: Promise<unknown> | (() => Promise<unknown>), message?: Message): Promise<void>;
    fail(message?: Message): never;
    strict: Assert;
    AssertionError: new (...values: any[]) => Error;
  }
  const assert: Assert;
  export default assert;
  export const ok: Assert['ok'];
  export const equal: Assert['equal'];
  export const strictEqual: Assert['strictEqual'];
  export const notEqual: Assert['notEqual'];
  export const notStrictEqual: Assert['notStrictEqual'];
  export const deepEqual: Assert['deepEqual'];
  export const deepStrictEqual: Assert['deepStrictEqual'];
  export const notDeepEqual: Assert['notDeepEqual'];
  export const notDeepStrictEqual: Assert['notDeepStrictEqual'];
  export const match: Assert['match'];
  export const doesNotMatch: Assert['doesNotMatch'];
  export const throws: Assert['throws'];
  export const doesNotThrow: Assert['doesNotThrow'];
  export const rejects: Assert['rejects'];
  export const doesNotReject: Assert['doesNotReject'];
  export const fail: Assert['fail'];
  export const strict: Assert;
}
declare module 'node:assert' {
  export { default } from 'node:assert/strict';
  export * from 'node:assert/strict';
}
