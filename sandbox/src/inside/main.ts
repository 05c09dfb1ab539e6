/**
 * The first code in the learner's isolate. It gets the one host function and leaves the host one function,
 * `dispatch`, that takes and gives texts only. Nothing of it is reachable from the learner's code.
 */
import { callHost, openTickets, setHostCall, settle } from './border.ts';
import { decodeText, errorText, okText, setValueLimits, textOf, type ValueLimits } from './codec.ts';
import { makeCModule } from './c.ts';
import { makeCryptoModule } from './crypto.ts';
import { makeFileModules } from './files.ts';
import {
  installConsole,
  installEnvironment,
  moveClock,
  nextTimerIn,
  runNextTimer,
  setClock,
  takeLog,
  virtualNow,
} from './environment.ts';
import { serve, type RequestText } from './http.ts';
import { makeNetworkModules } from './network.ts';
import { installPlatform } from './platform.ts';
import { makeShellModule, makeUtilModule } from './shell.ts';
import { installStack } from './stack.ts';
import { makeTestModules, runTests } from './testing.ts';
import {
  RealError,
  RealPromise,
  RealSyntaxError,
  RealTypeError,
  apply,
  bare,
  bareList,
  getOwnPropertyDescriptor,
  ownKeys,
  parse,
  promiseThen,
  put,
  sliceText,
  stringify,
} from './primordials.ts';
import { makeDatabaseModule } from './transactions.ts';
import { interleave, takeTurn, waitingTurns } from './turns.ts';

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

/** A call that is open, and its answer once there is one. */
interface OpenCall {
  answer: string | undefined;
}

/** By the host's number. Another answer that comes later, or twice, belongs to no call any more. */
let open = bare<OpenCall>();

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
  if (modules['ounce:statements'] !== undefined) modules['ounce:db/async'] = withDefault(makeDatabaseModule());
  if (modules['ounce:network'] !== undefined) {
    const made = makeNetworkModules();
    const names = ownKeys(made) as string[];
    for (let i = 0; i < names.length; i++) modules[names[i]!] = withDefault(made[names[i]!]!);
  }
  if (modules['ounce:testing'] !== undefined) {
    const { test, assert } = makeTestModules();
    modules['node:test'] = withDefault(test);
    modules['node:assert'] = modules['node:assert/strict'] = assert;
  }
  if (modules['ounce:shell'] !== undefined) {
    modules['node:child_process'] = withDefault(makeShellModule());
    modules['node:util'] ??= withDefault(makeUtilModule());
  }
  if (modules['ounce:crypto'] !== undefined) {
    modules['node:crypto'] = withDefault(makeCryptoModule());
    modules['node:util'] ??= withDefault(makeUtilModule());
  }
  if (modules['ounce:c'] !== undefined) modules['ounce:c'] = makeCModule();
  for (let i = 0; i < internal.length; i++) delete modules[internal[i]!];
  return '{"ok":true}';
}

/** What only our own code calls, on behalf of the modules that a program can import. */
const internal = [
  'ounce:platform',
  'ounce:files',
  'ounce:testing',
  'ounce:statements',
  'ounce:network',
  'ounce:shell',
  'ounce:crypto',
];

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
    // Without a prototype: a toJSON() on Array.prototype must not speak for it.
    const missing = bareList();
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

function call(id: number, name: string, argumentsText: string): string {
  return run(id, name, (f) => apply(f, undefined, decodeText(argumentsText) as unknown[]));
}

function request(id: number, name: string, requestText: string): string {
  return run(id, name, (f) => serve(f, decodeText(requestText) as RequestText));
}

function run(id: number, name: string, use: (f: (...args: unknown[]) => unknown) => unknown): string {
  return answer(id, () => {
    const f = exportOf(name);
    if (typeof f !== 'function') throw new RealTypeError(`"${textOf(name, 80)}" is not an exported function`);
    return use(f as (...args: unknown[]) => unknown);
  });
}

function answer(id: number, act: () => unknown): string {
  try {
    const result = act();
    if (!isPromise(result)) return okText(result);
    const mine = bare() as unknown as OpenCall;
    open[id] = mine;
    void promiseThen(
      result,
      (value) => {
        if (open[id] === mine && mine.answer === undefined) mine.answer = okText(value);
      },
      (error) => {
        if (open[id] === mine && mine.answer === undefined) mine.answer = errorText(error);
      },
    );
    return 'PENDING';
  } catch (error) {
    return errorText(error);
  }
}

function isPromise(value: unknown): boolean {
  try {
    return value instanceof RealPromise;
  } catch {
    return false;
  }
}

/** The answer of a call, or one step on: the oldest operation that waits for its turn, else the next timer. */
function poll(id: number): string {
  const answer = open[id]?.answer;
  if (answer !== undefined) {
    delete open[id];
    return answer;
  }
  if (takeTurn(0)) return 'PENDING';
  if (openTickets() > 0) return 'WAITING';
  const text = runTimer();
  // An error that a timer throws ends the call.
  if (text !== 'PENDING') delete open[id];
  return text;
}

function runTimer(): string {
  try {
    return runNextTimer() ? 'PENDING' : 'UNSETTLED';
  } catch (error) {
    return errorText(error);
  }
}

/** One step on, if there is one up to a time; else the clock moves there. */
function tick(until: number): string {
  if (takeTurn(0)) return 'PENDING';
  const wait = nextTimerIn();
  if (wait >= 0 && virtualNow() + wait <= until) return runTimer();
  if (until > virtualNow()) moveClock(until - virtualNow());
  return 'IDLE';
}

/** What could go on, for the host to choose from: `{answered, turns, timerIn}`. */
function look(): string {
  let answered = '';
  const ids = ownKeys(open) as string[];
  for (let i = 0; i < ids.length; i++)
    if (open[ids[i]!]!.answer !== undefined) answered += (answered === '' ? '' : ',') + ids[i]!;
  return `{"answered":[${answered}],"turns":${waitingTurns()},"timerIn":${nextTimerIn()},"now":${virtualNow()}}`;
}

function setInterleaving(on: boolean): string {
  if (!on) open = bare();
  interleave(on);
  return '{"ok":true}';
}

/** The one function that the host keeps. */
function dispatch(operation: string, first: unknown, second: unknown, id: unknown): string {
  switch (operation) {
    case 'configure':
      return configure(first as string);
    case 'file':
      loaders[first as string] = second as Loader;
      return '{"ok":true}';
    case 'start':
      return start(first as string, second as string);
    case 'call':
      return call(id as number, first as string, second as string);
    case 'request':
      return request(id as number, first as string, second as string);
    case 'tests':
      return answer(id as number, runTests);
    case 'poll':
      return poll(first as number);
    case 'interleave':
      return setInterleaving(first === 'on');
    case 'look':
      return look();
    case 'turn':
      takeTurn(first as number);
      return '{"ok":true}';
    case 'timer':
      return runTimer();
    case 'tick':
      return tick(first as number);
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
  installStack();
  installEnvironment();
  installPlatform();
  return dispatch;
}
