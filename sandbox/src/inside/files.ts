/** `node:fs` and `node:fs/promises` for the learner, over the host's tree (src/worlds/files.ts). */
import { callHost } from './border.ts';
import { bare, put } from './primordials.ts';
import { turn } from './turns.ts';

type Namespace = Record<string, unknown>;

interface Facts {
  kind: string;
  size: number;
  ino: number;
}

const ask = (name: string, ...values: unknown[]): unknown => callHost('ounce:files', name, values);

/** The synchronous functions by the name that the promises have. */
const operations: Record<string, (...values: never[]) => unknown> = {
  readFile: (name: unknown, options?: unknown) =>
    inEncoding(ask('readFile', name, noFollow(optionOf(options, 'flag'))), options),
  writeFile: (name: unknown, data: unknown) => void ask('writeFile', name, data),
  appendFile: (name: unknown, data: unknown) => void ask('writeFile', name, data, true),
  stat: (name: unknown, options?: StatOptions) => statsOf('stat', name, options),
  lstat: (name: unknown, options?: StatOptions) => statsOf('lstat', name, options),
  access: (name: unknown) => void ask('access', name),
  realpath: (name: unknown) => ask('realpath', name),
  readlink: (name: unknown) => ask('readlink', name),
  readdir: (name: unknown, options?: ListOptions) => {
    const folder = typeof name === 'string' ? name.replace(/(?<=.)\/+$/, '') : `${name as string}`;
    const entries = list(name, folder, '', options?.recursive === true);
    return options?.withFileTypes === true ? entries : entries.map((entry) => entry.below + entry.name);
  },
  mkdir: (name: unknown, options?: { recursive?: boolean }) => void ask('mkdir', name, options?.recursive === true),
  unlink: (name: unknown) => void ask('unlink', name),
  rm: (name: unknown, options?: { recursive?: boolean; force?: boolean }) =>
    void ask('rm', name, options?.recursive === true, options?.force === true),
  symlink: (target: unknown, name: unknown) => void ask('symlink', target, name),
  rename: (from: unknown, to: unknown) => void ask('rename', from, to),
};

interface ListOptions {
  withFileTypes?: boolean;
  recursive?: boolean;
}

/** A directory's entries and, when asked for, those below them. As in Node, links to directories are not entered. */
function list(name: unknown, folder: string, below: string, recursive: boolean): Dirent[] {
  const entries = ask('readdir', name) as { name: string; kind: string }[];
  const found = entries.map((entry) => new Dirent(entry.name, entry.kind, folder, below));
  if (!recursive) return found;
  const inner = found.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return found.concat(
    ...inner.map((directory) =>
      list(`${folder}/${directory}`, `${folder}/${directory}`, `${below}${directory}/`, true),
    ),
  );
}

/** open(2)'s flag as Linux numbers it. */
const oNoFollow = 0o400000;

function noFollow(flags: unknown): boolean {
  return typeof flags === 'number' && (flags & oNoFollow) !== 0;
}

function optionOf(options: unknown, name: string): unknown {
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>)[name] : undefined;
}

class FileHandle {
  readonly fd: number;
  constructor(fd: number) {
    this.fd = fd;
  }
  async readFile(options?: unknown): Promise<unknown> {
    const mine = turn();
    if (mine) await mine;
    return inEncoding(ask('readHandle', this.fd), options);
  }
  async stat(): Promise<Stats> {
    const mine = turn();
    if (mine) await mine;
    return new Stats(ask('statHandle', this.fd) as Facts);
  }
  // eslint-disable-next-line @typescript-eslint/require-await -- a throw must become a rejection, as in Node
  async close(): Promise<void> {
    ask('close', this.fd);
  }
}

interface StatOptions {
  throwIfNoEntry?: boolean;
}

function statsOf(operation: string, name: unknown, options: StatOptions | undefined): Stats | undefined {
  try {
    return new Stats(ask(operation, name) as Facts);
  } catch (error) {
    if (options?.throwIfNoEntry === false && (error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes both modules. */
export function makeFileModules(): { fs: Namespace; promises: Namespace } {
  const promises = bare();
  const fs = bare();
  const names = Object.keys(operations);
  for (let i = 0; i < names.length; i++) {
    const act = operations[names[i]!] as (...values: unknown[]) => unknown;
    put(promises, names[i]!, async (...values: unknown[]) => {
      const mine = turn();
      if (mine) await mine;
      return act(...values);
    });
    put(fs, `${names[i]!}Sync`, (...values: unknown[]) => act(...values));
  }
  put(fs, 'existsSync', (name: unknown) => {
    try {
      ask('access', name);
      return true;
    } catch {
      return false;
    }
  });
  const open = (name: unknown, flags?: unknown): FileHandle =>
    new FileHandle(ask('open', name, noFollow(flags)) as number);
  put(promises, 'open', async (name: unknown, flags?: unknown) => {
    const mine = turn();
    if (mine) await mine;
    return open(name, flags);
  });
  put(fs['realpathSync'] as object, 'native', fs['realpathSync']);
  const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, O_RDONLY: 0, O_NOFOLLOW: oNoFollow };
  put(fs, 'constants', constants);
  put(promises, 'constants', constants);
  put(fs, 'promises', promises);
  return { fs, promises };
}

function inEncoding(bytes: unknown, options: unknown): unknown {
  const encoding = typeof options === 'object' && options !== null ? optionOf(options, 'encoding') : options;
  if (encoding === undefined || encoding === null || encoding === 'buffer') return bytes;
  return callHost('ounce:platform', 'textOf', [bytes, encoding]);
}

class Kind {
  readonly #kind: string;
  constructor(kind: string) {
    this.#kind = kind;
  }
  isFile(): boolean {
    return this.#kind === 'file';
  }
  isDirectory(): boolean {
    return this.#kind === 'directory';
  }
  isSymbolicLink(): boolean {
    return this.#kind === 'link';
  }
}

class Stats extends Kind {
  readonly size: number;
  readonly ino: number;
  readonly mtimeMs = 0;
  constructor(facts: Facts) {
    super(facts.kind);
    this.size = facts.size;
    this.ino = facts.ino;
  }
}

class Dirent extends Kind {
  readonly name: string;
  readonly parentPath: string;
  /** Where it stands below the directory that was listed. */
  readonly below: string;
  constructor(name: string, kind: string, parentPath: string, below: string) {
    super(kind);
    this.name = name;
    this.parentPath = parentPath;
    this.below = below;
  }
}
