/**
 * `node:test` and `node:assert` for the learner's own tests, in the learner's realm: whoever confuses them confuses only
 * their own test. What counts is which versions of the app it tells apart, and those it can't see but by calling them.
 */
import { callHost } from './border.ts';
import { describe, textOf } from './codec.ts';
import { RealError, RealTypeError, bare, put } from './primordials.ts';

type Namespace = Record<string, unknown>;
type Run = (...values: unknown[]) => unknown;

interface Registered {
  name: string;
  run: Run;
  /** The suites around it, from outside in. */
  around: readonly Suite[];
}

interface Suite {
  name: string;
  before: Run[];
  after: Run[];
}

const registered: Registered[] = [];
let suites: Suite[] = [{ name: '', before: [], after: [] }];

/** Both modules. */
export function makeTestModules(): { test: Namespace; assert: Namespace } {
  return { test: makeTest(), assert: makeAssert() };
}

function makeTest(): Namespace {
  const test = (...values: unknown[]): void => {
    const { name, run, skipped } = named('test', values);
    if (skipped) return;
    registered.push({
      name: [...suites.map((suite) => suite.name), name].filter(Boolean).join(' › '),
      run,
      around: suites,
    });
  };
  const suite = (...values: unknown[]): void => {
    const { name, run, skipped } = named('describe', values);
    if (skipped) return;
    const outside = suites;
    suites = [...outside, { name, before: [], after: [] }];
    try {
      run();
    } finally {
      suites = outside;
    }
  };
  const hook =
    (when: 'before' | 'after') =>
    (run: unknown): void => {
      if (typeof run !== 'function') throw new RealTypeError(`${when}Each() needs a function`);
      suites.at(-1)![when].push(run as Run);
    };
  const namespace = bare();
  for (const name of ['test', 'it']) put(namespace, name, test);
  for (const name of ['describe', 'suite']) put(namespace, name, suite);
  put(namespace, 'beforeEach', hook('before'));
  put(namespace, 'afterEach', hook('after'));
  // As in Node, the default export is test() itself.
  put(test, 'test', test);
  put(namespace, 'default', test);
  return namespace;
}

/** (name, options?, function) in each of the ways that node:test takes them. */
function named(what: string, values: readonly unknown[]): { name: string; run: Run; skipped: boolean } {
  const run = values.find((value) => typeof value === 'function') as (Run & { name?: unknown }) | undefined;
  if (!run) throw new RealTypeError(`${what}() needs a function`);
  const options = values.find((value) => typeof value === 'object' && value !== null) as { skip?: unknown } | undefined;
  const name = typeof values[0] === 'string' ? values[0] : textOf(run.name, 80) || what;
  return { name, run, skipped: Boolean(options?.skip) };
}

/** Runs every registered test in turn: how many there are, and `{ name, error: { name, message, stack } }` of the first that failed. */
export async function runTests(): Promise<Namespace> {
  const told = bare();
  put(told, 'count', registered.length);
  for (const { name, run, around } of registered) {
    const failure = await failureOf(run, around);
    if (!failure || told['failed'] !== undefined) continue;
    put(failure, 'test', textOf(name, 200));
    put(told, 'failed', failure);
  }
  return told;
}

/** As Node does, afterEach() runs after a failure too: what a test leaves behind should fail no other. */
async function failureOf(run: Run, around: readonly Suite[]): Promise<object | undefined> {
  const before = around.flatMap((suite) => suite.before);
  const after = around.toReversed().flatMap((suite) => suite.after);
  let failure: object | undefined;
  try {
    for (const hook of before) await hook();
    await run(bare());
  } catch (error) {
    failure = describe(error);
  }
  try {
    for (const hook of after) await hook();
  } catch (error) {
    failure ??= describe(error);
  }
  return failure;
}

class AssertionError extends RealError {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
}

/** A failed assertion: the test's own words, else those of the assertion; an error that was given is thrown itself. */
function fail(given: unknown, otherwise: string): never {
  if (given instanceof RealError) throw given;
  throw new AssertionError(given === undefined ? otherwise : textOf(given, 1_000));
}

/** Deep equality by Node's own isDeepStrictEqual(), and what differs in words. */
function compare(actual: unknown, expected: unknown): { equal: boolean; words: string } {
  return callHost('ounce:platform', 'compare', [actual, expected]) as { equal: boolean; words: string };
}

function shown(value: unknown): string {
  return callHost('ounce:platform', 'inspect', [value]) as string;
}

function makeAssert(): Namespace {
  const ok = (value?: unknown, message?: unknown): void => {
    if (!value) fail(message, `The value is ${shown(value)}; something true is wanted`);
  };
  const equal = (actual: unknown, expected: unknown, message?: unknown): void => {
    if (!Object.is(actual, expected)) fail(message, `The value is ${shown(actual)}; ${shown(expected)} is wanted`);
  };
  const notEqual = (actual: unknown, expected: unknown, message?: unknown): void => {
    if (Object.is(actual, expected)) fail(message, `The value is ${shown(actual)}; any other is wanted`);
  };
  const deepEqual = (actual: unknown, expected: unknown, message?: unknown): void => {
    const { equal: same, words } = compare(actual, expected);
    if (!same) fail(message, words);
  };
  const notDeepEqual = (actual: unknown, expected: unknown, message?: unknown): void => {
    if (compare(actual, expected).equal) fail(message, `The value is ${shown(actual)}; any other is wanted`);
  };
  const methods: Record<string, unknown> = {
    ok,
    equal,
    strictEqual: equal,
    notEqual,
    notStrictEqual: notEqual,
    deepEqual,
    deepStrictEqual: deepEqual,
    notDeepEqual,
    notDeepStrictEqual: notDeepEqual,
    match: (text: unknown, pattern: unknown, message?: unknown) => matches(text, pattern, true, message),
    doesNotMatch: (text: unknown, pattern: unknown, message?: unknown) => matches(text, pattern, false, message),
    fail: (message?: unknown) => fail(message, 'assert.fail() was called'),
    throws,
    doesNotThrow: (act: unknown, message?: unknown) => {
      const thrown = thrownBy(act);
      if (thrown) fail(message, `The function threw ${shown(thrown.error)}; nothing is wanted`);
    },
    rejects,
    doesNotReject: async (act: unknown, message?: unknown) => {
      const thrown = await rejectionOf(act);
      if (thrown) fail(message, `The promise was rejected with ${shown(thrown.error)}; it should not be`);
    },
    AssertionError,
  };
  const assert = ok as unknown as Namespace;
  for (const name of Object.keys(methods)) put(assert, name, methods[name]);
  put(assert, 'strict', assert);
  put(assert, 'default', assert);
  return assert;
}

function matches(text: unknown, pattern: unknown, wanted: boolean, message: unknown): void {
  if (!(pattern instanceof RegExp)) throw new RealTypeError('A regular expression is needed to match with');
  if (typeof text === 'string' && pattern.test(text) === wanted) return;
  fail(message, `The text ${shown(text)} ${wanted ? 'should match' : 'should not match'} ${textOf(pattern, 200)}`);
}

function throws(act: unknown, expected?: unknown, message?: unknown): void {
  const thrown = thrownBy(act);
  if (!thrown) fail(typeof expected === 'string' ? expected : message, 'Nothing was thrown; an error is wanted');
  mustFit(thrown.error, expected, message);
}

async function rejects(act: unknown, expected?: unknown, message?: unknown): Promise<void> {
  const thrown = await rejectionOf(act);
  if (!thrown) fail(typeof expected === 'string' ? expected : message, 'Nothing was rejected; a rejection is wanted');
  mustFit(thrown.error, expected, message);
}

function thrownBy(act: unknown): { error: unknown } | undefined {
  if (typeof act !== 'function') throw new RealTypeError('A function is needed, which is expected to throw or not to');
  try {
    (act as Run)();
    return undefined;
  } catch (error) {
    return { error };
  }
}

async function rejectionOf(act: unknown): Promise<{ error: unknown } | undefined> {
  try {
    await (typeof act === 'function' ? (act as Run)() : act);
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** As node:assert: a regular expression, a class, a function that says true, or an object with the same properties. */
function mustFit(error: unknown, expected: unknown, message: unknown): void {
  if (expected === undefined || typeof expected === 'string') return;
  const seen = `The error is ${shown(error)}`;
  if (expected instanceof RegExp) {
    if (!expected.test(textOf(error, 2_000)))
      fail(message, `${seen}; one that matches ${textOf(expected, 200)} is wanted`);
    return;
  }
  if (typeof expected === 'function') {
    if (isErrorClass(expected)) {
      if (!(error instanceof expected)) fail(message, `${seen}; a ${textOf(expected.name, 80)} is wanted`);
    } else if ((expected as Run)(error) !== true) fail(message, `${seen}; the check of it did not give true`);
    return;
  }
  for (const [key, value] of Object.entries(expected as Namespace)) {
    const own = (error as Namespace | undefined)?.[key];
    const fits = value instanceof RegExp ? typeof own === 'string' && value.test(own) : compare(own, value).equal;
    if (!fits) fail(message, `${seen}; its ${key} should be ${shown(value)}`);
  }
}

function isErrorClass(value: object): value is ErrorConstructor {
  return value === RealError || Object.prototype.isPrototypeOf.call(RealError, value);
}
