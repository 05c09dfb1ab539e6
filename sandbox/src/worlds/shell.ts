/** The shell world: commands on a tree in memory, parsed by a real shell or passed as a list; every command on record. */
import path from 'node:path';
import type { Bash, Command, ExecResult } from 'just-bash/browser';
import { authorsHandle, type Access, type FilesWorld } from './files.ts';
import { workingDirectory } from './platform.ts';
import { ShellTree } from './shell-tree.ts';
import { TreeError } from './tree.ts';
import type { Opening, World } from './world.ts';

/** A command that ran, as the program that was started got it: after the shell took the line apart. */
export interface RanCommand {
  /** The program's name, then its arguments. */
  argv: readonly string[];
  cwd: string;
}

/** What an author's program gets. */
export interface ProgramCall {
  /** Without the program's name. */
  args: readonly string[];
  stdin: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** A file's text, from the working directory; undefined when there is none. On record as an access. */
  read: (name: string) => string | undefined;
  /** Writes a file. On record as an access. */
  write: (name: string, text: string) => void;
  /** Runs a line of shell, as a program does that has an option for a command. */
  run: (line: string) => Promise<Required<ProgramResult>>;
}

export interface ProgramResult {
  stdout?: string;
  stderr?: string;
  /** 0 unless said otherwise. */
  exitCode?: number;
}

export type Program = (call: ProgramCall) => ProgramResult | Promise<ProgramResult>;

/**
 * What a check or exploit sees as `shell`. The learner's program has `node:child_process`: `exec`, `execFile`
 * and `spawn`. The tree is that of the `files` world, when the exercise has it; `accesses` are those of commands.
 */
export interface ShellWorld extends FilesWorld {
  /** Author's set-up: a program that commands can call by its name, in place of one that the shell brings. */
  program(name: string, run: Program): void;
  /** What ran, in order. A program that is not there never ran. */
  readonly commands: readonly RanCommand[];
}

/** What none of the shell's own programs needs: a clock, or the reader at a keyboard. */
const leftOut = ['clear', 'date', 'help', 'history', 'html-to-markdown', 'time', 'timeout'];
const mostCommands = 1_000;
/** Lines and programs that one check may start, and the CPU time they may use together, ms. */
const most = { starts: 200, cpuMs: 1_000 };

/** Small enough that a line can't stop the worker, large enough for every honest one. */
const executionLimits = {
  maxSourceBytes: 64 * 1_024,
  maxExecDepth: 8,
  maxCallDepth: 30,
  maxCommandCount: 300,
  maxLoopIterations: 1_000,
  maxAwkIterations: 5_000,
  maxSedIterations: 5_000,
  maxJqIterations: 5_000,
  maxQueryElements: 10_000,
  maxQueryDepth: 100,
  maxWorkUnits: 100_000,
  maxTraversalEntries: 5_000,
  maxGlobOperations: 10_000,
  maxStringLength: 256 * 1_024,
  maxHeredocSize: 64 * 1_024,
  maxArrayElements: 5_000,
  maxSubstitutionDepth: 10,
  maxBraceExpansionResults: 1_000,
  maxOutputSize: 256 * 1_024,
  maxLiveBytes: 8 * 1_024 * 1_024,
  maxInputBytes: 8 * 1_024 * 1_024,
  maxArchiveBytes: 1_024 * 1_024,
  maxArchiveEntryBytes: 256 * 1_024,
  // Work is what is counted; this is for what no count sees, on a machine however busy.
  maxExecutionTimeMs: 20_000,
};

/** Opens a shell on the opening's tree, with /app, /tmp and its programs in /bin. */
export function openShellWorld(opening: Opening): World & { handle: ShellWorld } {
  const shell = new Shell(opening);
  return {
    modules: { 'ounce:shell': { functions: { run: (...values) => shell.start(values) } } },
    handle: {
      ...shell.author,
      commands: shell.commands,
      program: (name, run) => shell.add(name, run),
    },
    close: () => undefined,
  };
}

/** What the learner's side asks for: a line for the shell, or a program and its arguments. */
interface Wanted {
  line: string | undefined;
  args: readonly string[];
  cwd: string;
  env: Record<string, string> | undefined;
  stdin: Uint8Array;
}

class Shell {
  readonly #opening: Opening;
  readonly #files: ShellTree;
  readonly #programs = new Map<string, Program>();
  readonly commands: RanCommand[] = [];
  readonly author: FilesWorld;
  #bash: Bash | undefined;
  #starts = 0;
  #cpuMs = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(opening: Opening) {
    const accesses: Access[] = [];
    this.#opening = opening;
    this.#files = new ShellTree(opening.tree, accesses);
    this.author = authorsHandle(opening.tree, accesses);
    for (const folder of [workingDirectory, '/tmp', '/usr/bin', '/dev']) this.author.makeDirectory(folder);
    for (const name of this.#own()) this.#install(name);
  }

  #engine(): NonNullable<Opening['engines']['shell']> {
    const { shell } = this.#opening.engines;
    if (!shell) throw new Error('Cannot open the shell world: its engine is not in the bundle of the exercise');
    return shell;
  }

  /** The shell's own programs. */
  #own(): string[] {
    return this.#engine()
      .getCommandNames()
      .filter((name) => !leftOut.includes(name));
  }

  #install(name: string): void {
    this.author.write(`/bin/${name}`, '');
    this.#files.allowToRun(`/bin/${name}`);
  }

  add(name: string, run: Program): void {
    if (!/^[\w.+-]{1,40}$/.test(name)) throw new Error(`Cannot add the program "${name}": a name like "git" is wanted`);
    this.#programs.set(name, run);
    this.#install(name);
    this.#bash = undefined;
  }

  /** Starts what the learner's program asks for, when what was started before has ended. */
  start(values: readonly unknown[]): Promise<unknown> {
    const wanted = wantedOf(values);
    if (++this.#starts > most.starts)
      throw new Error(`Too many commands were started: at most ${most.starts} for one check`);
    const run = this.#last.then(() => this.#run(wanted));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run(wanted: Wanted): Promise<unknown> {
    if (this.#cpuMs > most.cpuMs)
      throw new Error(`The commands used too much CPU time: at most ${most.cpuMs} ms for one check`);
    const [file = ''] = wanted.args;
    const line = wanted.line ?? this.#programNamed(file);
    if (line === undefined) return { missing: 'ENOENT' };
    if (!isDirectory(this.#opening, wanted.cwd)) return { missing: 'ENOENT' };
    const before = threadCpuMs();
    try {
      const result = await (this.#bash ??= this.#makeBash()).exec(line, {
        cwd: wanted.cwd,
        rawScript: true,
        replaceEnv: wanted.env !== undefined,
        env: { ...wanted.env, PWD: wanted.cwd },
        stdin: Buffer.from(wanted.stdin).toString('latin1'),
        stdinKind: 'bytes',
        ...(wanted.line === undefined && { args: wanted.args.slice(1) }),
      });
      return { code: result.exitCode, stdout: bytesOf(result), stderr: new Uint8Array(Buffer.from(result.stderr)) };
    } finally {
      this.#cpuMs += threadCpuMs() - before;
    }
  }

  /** The name under which the shell knows a program, undefined when there is none. No builtin of the shell is a program. */
  #programNamed(file: string): string | undefined {
    const name = path.posix.basename(file);
    if (file.includes('/') && file !== `/bin/${name}` && file !== `/usr/bin/${name}`) return undefined;
    return this.#programs.has(name) || this.#own().includes(name) ? name : undefined;
  }

  #makeBash(): Bash {
    const own = this.#own();
    const names = [...new Set([...own, ...this.#programs.keys()])];
    return new (this.#engine().Bash)({
      fs: this.#files,
      cwd: workingDirectory,
      env: { HOME: '/app', PATH: '/usr/bin:/bin', USER: 'app' },
      commands: own as never,
      customCommands: names.map((name) => this.#recorded(name)),
      executionLimits,
      defenseInDepth: false,
      sleep: () => Promise.resolve(),
    });
  }

  /** A program that puts its arguments on record, and then is the author's or the shell's own. */
  #recorded(name: string): Command {
    return this.#engine().defineCommand(name, async (args, context) => {
      if (this.commands.length < mostCommands) this.commands.push({ argv: [name, ...args], cwd: context.cwd });
      const program = this.#programs.get(name);
      if (!program) return context.origCommand!(args);
      const {
        stdout = '',
        stderr = '',
        exitCode = 0,
      } = await program({
        args,
        stdin: Buffer.from(context.stdin as unknown as string, 'latin1').toString(),
        cwd: context.cwd,
        env: Object.fromEntries(context.env),
        read: (file) => this.#textOf(path.posix.resolve(context.cwd, file)),
        write: (file, text) => this.#files.write(path.posix.resolve(context.cwd, file), text, 'utf8'),
        run: async (line) => {
          const result = await context.exec!(line, { cwd: context.cwd });
          return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
        },
      });
      return { stdout, stderr, exitCode };
    });
  }

  #textOf(name: string): string | undefined {
    try {
      return Buffer.from(this.#files.bytes(name)).toString();
    } catch (error) {
      if (error instanceof TreeError) return undefined;
      throw error;
    }
  }
}

function isDirectory({ tree }: Opening, name: string): boolean {
  try {
    return tree.find('chdir', name, '/').node?.kind === 'directory';
  } catch (error) {
    if (error instanceof TreeError) return false;
    throw error;
  }
}

function bytesOf({ stdout, stdoutKind }: ExecResult): Uint8Array {
  return new Uint8Array(Buffer.from(stdout, stdoutKind === 'bytes' ? 'latin1' : 'utf8'));
}

/** The learner's side is the learner's: everything is looked at again. */
const wantedOf: (values: readonly unknown[]) => Wanted = ([line, args, cwd, env, stdin]) => {
  const list = Array.isArray(args) ? args.map(textOf) : [];
  return {
    line: line === undefined ? undefined : textOf(line),
    args: list,
    cwd: path.posix.resolve(workingDirectory, cwd === undefined ? '.' : textOf(cwd)),
    env: env === undefined ? undefined : environmentOf(env),
    stdin: stdin instanceof Uint8Array ? stdin : new Uint8Array(),
  };
};

function environmentOf(env: unknown): Record<string, string> {
  if (typeof env !== 'object' || env === null) throw invalid('The "env" option must be an object');
  const pairs = Object.entries(env).filter(([name, value]) => /^[A-Za-z_]\w*$/.test(name) && value !== undefined);
  return Object.fromEntries(pairs.map(([name, value]) => [name, textOf(String(value))]));
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw invalid(`A text was wanted, not ${value === null ? 'null' : typeof value}`);
  if (!value.includes('\0')) return value;
  throw Object.assign(new TypeError('The arguments of a command must be texts without null bytes'), {
    code: 'ERR_INVALID_ARG_VALUE',
  });
}

function invalid(message: string): Error {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

const threadCpuMs: () => number = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
