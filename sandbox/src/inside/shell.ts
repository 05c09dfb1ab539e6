/** `node:child_process` for the learner, over the host's shell (src/worlds/shell.ts), and `promisify` of `node:util`. */
import { callHost } from './border.ts';
import { RealError, RealPromise, RealTypeError, bare, put } from './primordials.ts';

type Namespace = Record<string, unknown>;
type Listener = (...values: unknown[]) => void;
type Callback = (error: Error | null, stdout?: unknown, stderr?: unknown) => void;

interface Options {
  cwd?: unknown;
  env?: unknown;
  encoding?: string | null;
  shell?: unknown;
  maxBuffer?: number;
}

interface Ended {
  missing?: string;
  code: number;
  stdout: Uint8Array;
  stderr: Uint8Array;
}

const known = ['cwd', 'env', 'encoding', 'shell', 'maxBuffer', 'timeout', 'windowsHide'];

/** Options as they were given; one that would be ignored is refused. */
function optionsOf(given: unknown): Options {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw argumentError('options', 'of type object');
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return given;
  throw new RealTypeError(
    `The option "${unknown}" of node:child_process is not supported here; there are: ${known.join(', ')}`,
  );
}

function argumentError(name: string, wanted: string): Error {
  const error = new RealTypeError(`The "${name}" argument must be ${wanted}`);
  put(error, 'code', 'ERR_INVALID_ARG_TYPE');
  return error;
}

function textArgument(name: string, value: unknown): string {
  if (typeof value !== 'string') throw argumentError(name, 'of type string');
  if (value === '') {
    const error = new RealTypeError(`The argument '${name}' cannot be empty. Received ''`);
    put(error, 'code', 'ERR_INVALID_ARG_VALUE');
    throw error;
  }
  return value;
}

class Emitter {
  readonly #listeners: { name: unknown; run: Listener; once: boolean }[] = [];
  on(name: unknown, run: Listener): this {
    this.#listeners.push({ name, run, once: false });
    return this;
  }
  once(name: unknown, run: Listener): this {
    this.#listeners.push({ name, run, once: true });
    return this;
  }
  emit(name: unknown, ...values: unknown[]): boolean {
    const heard = this.#listeners.filter((listener) => listener.name === name);
    for (const listener of heard) {
      if (listener.once) this.#listeners.splice(this.#listeners.indexOf(listener), 1);
      listener.run(...values);
    }
    return heard.length > 0;
  }
}

class Output extends Emitter {
  #encoding: string | undefined;
  setEncoding(encoding: string): this {
    this.#encoding = encoding;
    return this;
  }
  end(bytes: Uint8Array): void {
    if (bytes.length > 0) this.emit('data', inEncoding(bytes, this.#encoding));
    this.emit('end');
    this.emit('close');
  }
}

/** What is written before the first await reaches the program; it starts then. */
class Input {
  readonly #parts: Uint8Array[] = [];
  #started = false;
  write(part: unknown): boolean {
    if (this.#started)
      throw new RealError('The program has started: its input must be written before the first await here');
    this.#parts.push(typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array));
    return true;
  }
  end(part?: unknown): void {
    if (part !== undefined) this.write(part);
  }
  take(): Uint8Array {
    this.#started = true;
    return Buffer.concat(this.#parts);
  }
}

class ChildProcess extends Emitter {
  readonly stdin = new Input();
  readonly stdout = new Output();
  readonly stderr = new Output();
  readonly spawnfile: string;
  readonly spawnargs: readonly string[];
  exitCode: number | null = null;
  readonly signalCode = null;
  constructor(args: readonly string[]) {
    super();
    this.spawnfile = args[0]!;
    this.spawnargs = args;
  }
}

/** Starts a line of shell, or a program with a list of arguments, once the caller has let go. */
function start(child: ChildProcess, line: string | undefined, options: Options): Promise<Ended> {
  return RealPromise.resolve().then(
    () =>
      callHost('ounce:shell', 'run', [line, child.spawnargs, options.cwd, options.env, child.stdin.take()]) as
        Ended | Promise<Ended>,
  );
}

function notFound(child: ChildProcess): Error {
  const error = new RealError(`spawn ${child.spawnfile} ENOENT`);
  for (const [key, value] of Object.entries({
    errno: -2,
    code: 'ENOENT',
    syscall: `spawn ${child.spawnfile}`,
    path: child.spawnfile,
    spawnargs: child.spawnargs.slice(1),
  }))
    put(error, key, value);
  return error;
}

function inEncoding(bytes: Uint8Array, encoding: string | null | undefined): unknown {
  if (encoding === undefined || encoding === null || encoding === 'buffer') return bytes;
  return callHost('ounce:platform', 'textOf', [bytes, encoding]);
}

/** The line that a shell gets, when options ask for one; as in Node, the arguments are put behind it as they are. */
function lineOf(args: readonly string[], options: Options): string | undefined {
  return options.shell === undefined || options.shell === false ? undefined : args.join(' ');
}

/** The list and options of `f(file, args?, options?, …)`. */
function startArguments(values: readonly unknown[]): { args: string[]; options: Options } {
  const rest = values.slice(1).filter((value) => typeof value !== 'function');
  const list = Array.isArray(rest[0]) ? (rest[0] as unknown[]) : [];
  for (const value of list) if (typeof value !== 'string') throw argumentError('args', 'a list of texts');
  const options = optionsOf(Array.isArray(rest[0]) || rest[0] === undefined || rest[0] === null ? rest[1] : rest[0]);
  return { args: [textArgument('file', values[0]), ...(list as string[])], options };
}

function failure(command: string, ended: Ended, out: unknown, err: unknown): Error | null {
  if (ended.code === 0) return null;
  const shown = inEncoding(ended.stderr, 'utf8') as string;
  const error = new RealError(`Command failed: ${command}\n${shown}`);
  for (const [key, value] of Object.entries({ code: ended.code, killed: false, signal: null, cmd: command }))
    put(error, key, value);
  put(error, 'stdout', out);
  put(error, 'stderr', err);
  return error;
}

function tooLong(stream: string): Error {
  const error = new RealError(`${stream} maxBuffer length exceeded`);
  put(error, 'name', 'RangeError');
  put(error, 'code', 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER');
  return error;
}

/** Runs to the end and tells the callback, as `exec` and `execFile` do. */
function gather(
  child: ChildProcess,
  line: string | undefined,
  options: Options,
  callback: Callback | undefined,
): ChildProcess {
  const encoding = options.encoding === undefined ? 'utf8' : options.encoding;
  const most = options.maxBuffer ?? 1_024 * 1_024;
  const done = (ended: Ended): void => {
    if (ended.missing !== undefined) {
      callback?.(notFound(child), '', '');
      child.emit('error', notFound(child));
      return;
    }
    const out = inEncoding(ended.stdout, encoding);
    const err = inEncoding(ended.stderr, encoding);
    const long = ended.stdout.length > most ? 'stdout' : ended.stderr.length > most ? 'stderr' : undefined;
    const error = long === undefined ? failure(line ?? child.spawnargs.join(' '), ended, out, err) : tooLong(long);
    end(child, ended);
    callback?.(error, out, err);
  };
  start(child, line, options).then(done, (error: unknown) => callback?.(error as Error, '', ''));
  return child;
}

function end(child: ChildProcess, ended: Ended): void {
  child.exitCode = ended.code;
  child.stdout.end(ended.stdout);
  child.stderr.end(ended.stderr);
  child.emit('exit', ended.code, null);
  child.emit('close', ended.code, null);
}

function callbackIn(values: readonly unknown[]): Callback | undefined {
  return values.find((value) => typeof value === 'function') as Callback | undefined;
}

function exec(...values: unknown[]): ChildProcess {
  const line = textArgument('command', values[0]);
  const options = typeof values[1] === 'function' ? {} : optionsOf(values[1]);
  return gather(new ChildProcess(['/bin/sh', '-c', line]), line, options, callbackIn(values));
}

function execFile(...values: unknown[]): ChildProcess {
  const { args, options } = startArguments(values);
  return gather(new ChildProcess(args), lineOf(args, options), options, callbackIn(values));
}

function spawn(...values: unknown[]): ChildProcess {
  const { args, options } = startArguments(values);
  const child = new ChildProcess(args);
  const fail = (error: Error): void => {
    if (!child.emit('error', error)) throw error;
  };
  void start(child, lineOf(args, options), options).then(
    (ended) => (ended.missing === undefined ? end(child, ended) : fail(notFound(child))),
    fail,
  );
  return child;
}

const custom = Symbol.for('nodejs.util.promisify.custom');

/** As in Node: a promise of `{ stdout, stderr }`. */
function withPromise(run: (...values: unknown[]) => ChildProcess): unknown {
  put(
    run,
    custom,
    (...values: unknown[]) =>
      new RealPromise((ok, bad) => {
        run(...values, (error: Error | null, stdout: unknown, stderr: unknown) => {
          if (error) bad(error);
          else ok({ stdout, stderr });
        });
      }),
  );
  return run;
}

function promisify(run: unknown): unknown {
  if (typeof run !== 'function') throw argumentError('original', 'of type function');
  const own = (run as unknown as Record<symbol, unknown>)[custom];
  if (typeof own === 'function') return own;
  return (...values: unknown[]) =>
    new RealPromise((ok, bad) => {
      (run as Listener)(...values, (error: Error | null, value: unknown) => {
        if (error) bad(error);
        else ok(value);
      });
    });
}
put(promisify, 'custom', custom);

/** The shell has no synchronous form; the sentence says what to use. */
function asynchronousOnly(name: string, instead: string): () => never {
  return () => {
    throw new RealError(
      `${name}() is not supported here: use ${instead} of node:child_process, with a callback or promisify()`,
    );
  };
}

/** Makes `node:child_process`. */
export function makeShellModule(): Namespace {
  const namespace = bare();
  put(namespace, 'exec', withPromise(exec));
  put(namespace, 'execFile', withPromise(execFile));
  put(namespace, 'spawn', spawn);
  put(namespace, 'execSync', asynchronousOnly('execSync', 'exec()'));
  put(namespace, 'execFileSync', asynchronousOnly('execFileSync', 'execFile()'));
  put(namespace, 'spawnSync', asynchronousOnly('spawnSync', 'execFile() or spawn()'));
  return namespace;
}

/** Makes the part of `node:util` that callbacks need. */
export function makeUtilModule(): Namespace {
  const namespace = bare();
  put(namespace, 'promisify', promisify);
  return namespace;
}
