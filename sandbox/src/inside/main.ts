/**
 * The first code in the learner's isolate. It gets the one host function and leaves the host one function,
 * `dispatch`, that takes and gives texts only. Nothing of it is reachable from the learner's code.
 */
import { callHost, openTickets, setHostCall, settle } from './border.ts';
import { decodeText, errorText, okText, setValueLimits, textOf, type ValueLimits } from './codec.ts';
import { makeFileModules } from './files.ts';
import { installConsole, installEnvironment, runNextTimer, setClock, takeLog } from './environment.ts';
import { serve, type RequestText } from './http.ts';
import { installPlatform } from './platform.ts';
import { makeTestModules, runTests } from './testing.ts';
import {
  RealError,
  RealPromise,
  RealSyntaxError,
  RealTypeError,
  apply,
  bare,
  freeze,
  getOwnPropertyDescriptor,
  ownKeys,
  parse,
  promiseThen,
  put,
  sliceText,
  stringify,
} from './primordials.ts';

/** What the host sets before it loads the program. */
interface Configuration {
  now: number;
  seed: number;
  value: ValueLimits;
  logLines: number;
  logBytes: number;
  /** Per module: the names of its functions, and its constants. */
  modules: Record<string, { functions: string[]; constants: Record<string, unknown> }>;
}

type Namespace = Record<string, unknown>;
type Loader = (require: (name: string, wanted: string[]) => Namespace, exported: (getters: Namespace) => void) => void;

const modules = bare<Namespace>();
const loaders = bare<Loader>();
const loaded = bare<Namespace | null>();
let entry: Namespace | null = null;
let settled: string | undefined;

function configure(text: string): string {
  const configuration = parse(text) as Configuration;
  setValueLimits(configuration.value);
  setClock(configuration.now, configuration.seed);
  installConsole(configuration.logLines, configuration.logBytes);
  const names = ownKeys(configuration.modules) as string[];
  for (let i = 0; i < names.length; i++) modules[names[i]!] = makeModule(names[i]!, configuration.modules[names[i]!]!);
  if (modules['ounce:files'] !== undefined) {
    const { fs, promises } = makeFileModules();
    modules['node:fs'] = withDefault(fs);
    modules['node:fs/promises'] = withDefault(promises);
  }
  if (modules['ounce:testing'] !== undefined) {
    const { test, assert } = makeTestModules();
    // Both are their own default export, as in Node.
    modules['node:test'] = test;
    modules['node:assert'] = modules['node:assert/strict'] = assert;
  }
  return '{"ok":true}';
}

function makeModule(module: string, facts: Configuration['modules'][string]): Namespace {
  const namespace = bare();
  const constants = ownKeys(facts.constants) as string[];
  for (let i = 0; i < constants.length; i++) put(namespace, constants[i]!, facts.constants[constants[i]!]);
  for (let i = 0; i < facts.functions.length; i++) {
    const name = facts.functions[i]!;
    put(namespace, name, (...values: unknown[]) => callHost(module, name, values));
  }
  if (module === 'node:path') put(namespace, 'posix', namespace);
  if (module === 'node:url') {
    addGlobals(namespace, ['URL', 'URLSearchParams']);
    const { URL: Address, pathToFileURL } = namespace as {
      URL: typeof URL;
      pathToFileURL: (name: unknown) => { href: string };
    };
    put(namespace, 'pathToFileURL', (name: unknown) => new Address(pathToFileURL(name).href));
  }
  if (module === 'node:buffer') addGlobals(namespace, ['Buffer']);
  return withDefault(namespace);
}

function withDefault(namespace: Namespace): Namespace {
  put(namespace, 'default', namespace);
  return namespace;
}

function addGlobals(namespace: Namespace, names: string[]): void {
  for (let i = 0; i < names.length; i++) put(namespace, names[i]!, (globalThis as unknown as Namespace)[names[i]!]);
}

function requireModule(name: string, wanted: string[]): Namespace {
  // './name.ts' is another file of the solution.
  const namespace = modules[name] ?? loadFile(name[0] === '.' && name[1] === '/' ? sliceText(name, 2) : name);
  for (let i = 0; i < wanted.length; i++) {
    if (getOwnPropertyDescriptor(namespace, wanted[i]!) === undefined) {
      throw new RealSyntaxError(
        `"${textOf(name, 80)}" has no export "${textOf(wanted[i], 80)}"; it has ${exportList(namespace)}`,
      );
    }
  }
  return namespace;
}

function exportList(namespace: Namespace): string {
  let text = '';
  const names = ownKeys(namespace) as string[];
  for (let i = 0; i < names.length; i++) if (names[i] !== 'default') text += (text === '' ? '' : ', ') + names[i]!;
  return text;
}

function loadFile(name: string): Namespace {
  const done = loaded[name];
  if (done) return done;
  const loader = loaders[name];
  if (loader === undefined) throw new RealError(`Cannot import "${textOf(name, 80)}": there is no such module here`);
  if (done === null) throw new RealError(`Cannot import "${textOf(name, 80)}": it imports this file in turn`);
  loaded[name] = null;
  let exported: Namespace | undefined;
  loader(requireModule, (getters) => {
    exported ??= getters;
  });
  loaded[name] = exported ?? bare();
  return loaded[name];
}

/** Runs the program's top level; the answer lists which of the wanted exports are functions. */
function start(name: string, wantedText: string): string {
  try {
    entry = loadFile(name);
    const wanted = parse(wantedText) as string[];
    const missing: string[] = [];
    for (let i = 0; i < wanted.length; i++)
      if (typeof exportOf(wanted[i]!) !== 'function') put(missing, missing.length, wanted[i]);
    return '{"ok":true,"missing":' + stringify(missing) + '}';
  } catch (error) {
    return errorText(error);
  }
}

function exportOf(name: string): unknown {
  const descriptor = entry === null ? undefined : getOwnPropertyDescriptor(entry, name);
  if (descriptor === undefined) return undefined;
  return descriptor.get ? apply(descriptor.get, undefined, []) : descriptor.value;
}

function call(name: string, argumentsText: string): string {
  return run(name, (f) => apply(f, undefined, decodeText(argumentsText) as unknown[]));
}

function request(name: string, requestText: string): string {
  return run(name, (f) => serve(f, decodeText(requestText) as RequestText));
}

function run(name: string, use: (f: (...args: unknown[]) => unknown) => unknown): string {
  return answer(() => {
    const f = exportOf(name);
    if (typeof f !== 'function') throw new RealTypeError(`"${textOf(name, 80)}" is not an exported function`);
    return use(f as (...args: unknown[]) => unknown);
  });
}

function answer(act: () => unknown): string {
  settled = undefined;
  try {
    const result = act();
    if (!isPromise(result)) return okText(result);
    // Another result that comes later, or twice, belongs to no call any more.
    const mine = freeze(bare());
    current = mine;
    void promiseThen(
      result,
      (value) => {
        if (current === mine && settled === undefined) settled = okText(value);
      },
      (error) => {
        if (current === mine && settled === undefined) settled = errorText(error);
      },
    );
    return 'PENDING';
  } catch (error) {
    return errorText(error);
  }
}

let current: unknown;

function isPromise(value: unknown): boolean {
  try {
    return value instanceof RealPromise;
  } catch {
    return false;
  }
}

/** Moves a waiting program on by one step. */
function poll(): string {
  if (settled !== undefined) return settled;
  if (openTickets() > 0) return 'WAITING';
  try {
    return runNextTimer() ? 'PENDING' : 'UNSETTLED';
  } catch (error) {
    return errorText(error);
  }
}

/** The one function that the host keeps. */
function dispatch(operation: string, first: unknown, second: unknown): string {
  switch (operation) {
    case 'configure':
      return configure(first as string);
    case 'file':
      loaders[first as string] = second as Loader;
      return '{"ok":true}';
    case 'start':
      return start(first as string, second as string);
    case 'call':
      return call(first as string, second as string);
    case 'request':
      return request(first as string, second as string);
    case 'tests':
      return answer(runTests);
    case 'poll':
      return poll();
    case 'settle':
      settle(first as number, second as string);
      return '{"ok":true}';
    default:
      return takeLog();
  }
}

/** Called once by the host, with its function. */
export function enter(hostCall: (module: string, name: string, args: string) => string): typeof dispatch {
  setHostCall(hostCall);
  installEnvironment();
  installPlatform();
  return dispatch;
}
