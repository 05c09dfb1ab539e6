/** The files world: a tree in memory with directories, files and symbolic links; every access on record. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { workingDirectory } from './platform.ts';
import { Tree, TreeError, type Found, type Node } from './tree.ts';
import type { HostFunction, World } from './world.ts';

/** What the learner's program did to the tree. */
export interface Access {
  /** 'open' (a file's content was read), 'stat', 'lstat', 'readlink', 'realpath', 'access', 'scandir', 'write', 'mkdir', 'unlink', 'rm', 'symlink', 'rename'. */
  operation: string;
  /** The path as the program passed it. */
  path: string;
  /** Where it led after `.`, `..` and links were followed, as the file system does. Undefined when nothing was there. */
  reached: string | undefined;
}

/**
 * What a check or exploit sees as `files`. The learner's program has `node:fs/promises`, `node:fs` (synchronous
 * functions and `promises`) and `node:path` (POSIX), over this tree; the working directory is /app.
 */
export interface FilesWorld {
  /** Author's set-up: writes a file, making its directories. */
  write(path: string, text: string): void;
  /** Author's set-up: makes a directory and its parents. */
  makeDirectory(path: string): void;
  /** Author's set-up: a symbolic link at `path` that leads to `target` (absolute, or relative to the link). */
  link(path: string, target: string): void;
  /** Author's look: a file's text, or undefined when there is none. Links are followed. */
  read(path: string): string | undefined;
  /** What the learner's program did, in order. */
  readonly accesses: readonly Access[];
}

/** Opens a tree that holds the empty directories /app and /tmp. */
export function openFilesWorld(tree = new Tree()): World & { handle: FilesWorld } {
  const accesses: Access[] = [];
  const author = authorsHandle(tree, accesses);
  author.makeDirectory(workingDirectory);
  author.makeDirectory('/tmp');
  return {
    modules: { 'ounce:files': { functions: learnersFunctions(tree, accesses) } },
    handle: author,
    close: () => undefined,
  };
}

/** The author's functions on a tree, as the files world and the shell world have them. */
export function authorsHandle(tree: Tree, accesses: readonly Access[]): FilesWorld {
  const makeDirectory = (name: string): void => {
    let at = tree.root;
    for (const part of name.split('/').filter(Boolean)) {
      const next = at.entries.get(part) ?? tree.directory();
      if (next.kind !== 'directory') throw new Error(`Cannot make the directory ${name}: ${part} is a ${next.kind}`);
      at.entries.set(part, next);
      at = next;
    }
  };
  const place = (name: string, node: Node): void => {
    makeDirectory(path.posix.dirname(name));
    const found = tree.find('write', name, workingDirectory, false);
    found.parent.entries.set(found.name, node);
  };
  return {
    accesses,
    makeDirectory,
    write: (name, text) => place(name, tree.file(new TextEncoder().encode(text))),
    link: (name, target) => place(name, tree.link(target)),
    read: (name) => {
      try {
        const { node } = tree.find('open', name, workingDirectory);
        return node?.kind === 'file' ? new TextDecoder().decode(node.text) : undefined;
      } catch (error) {
        if (error instanceof TreeError) return undefined;
        throw error;
      }
    },
  };
}

const mostFileBytes = 256 * 1024;
/** Written by the program in one check. */
const mostBytes = 16 * 1024 * 1024;
const mostNodes = 2_000;
/** More than any check needs. */
const mostAccesses = 20_000;

/** How a path is followed and spoken of, where that is not as usual. */
interface Reaching {
  followLast?: boolean;
  /** The system call that Node names in an error, and what it shows behind it. */
  call?: string;
  shown?: string;
}

/** Synchronous functions on plain data: src/inside/files.ts makes `node:fs` of them. */
function learnersFunctions(tree: Tree, accesses: Access[]): Record<string, HostFunction> {
  let made = 0;
  let written = 0;
  /** Finds what a path leads to and records it. */
  const reach = (
    operation: string,
    name: unknown,
    { followLast, call = operation, shown }: Reaching = {},
  ): Found & { given: string } => {
    const given = pathOf(name);
    const access: Access = { operation, path: given, reached: undefined };
    // Nothing is done that is not on record, or a flood would hide what comes after it.
    if (accesses.length >= mostAccesses) throw new Error(`At most ${mostAccesses} file operations can be done here`);
    accesses.push(access);
    const found = tree.find(call, given, workingDirectory, followLast, shown);
    if (found.node) access.reached = found.path;
    return { ...found, given };
  };
  const existing = (
    operation: string,
    name: unknown,
    followLast = true,
  ): { node: Node; path: string; given: string } => {
    const { node, path: reached, given } = reach(operation, name, { followLast });
    if (!node) throw new TreeError('ENOENT', operation, `'${given}'`);
    return { node, path: reached, given };
  };
  /** What a path leads to in the end; undefined when a link on the way leads to nothing. */
  const end = (given: string, shown: string): Node | undefined => {
    try {
      return tree.find('mkdir', given, workingDirectory, true, shown).node;
    } catch (error) {
      if (error instanceof TreeError && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const put = (found: Found, node: Node): void => {
    if (++made > mostNodes) throw new Error('ENOSPC: no space left on device, write');
    found.parent.entries.set(found.name, node);
  };
  let lastHandle = 20;
  const handles = new Map<number, Node>();
  const handleOf = (handle: unknown): Node => {
    const node = handles.get(handle as number);
    if (node) return node;
    throw Object.assign(new Error('EBADF: bad file descriptor'), { code: 'EBADF' });
  };
  const contentOf = (node: Node): Uint8Array => {
    if (node.kind !== 'file') throw new TreeError('EISDIR', 'read', '');
    return node.text;
  };
  const opened = (name: unknown, followLast: boolean): Node => {
    const { node, given } = existing('open', name, followLast);
    if (node.kind === 'link') throw new TreeError('ELOOP', 'open', `'${given}'`);
    return node;
  };
  return {
    readFile: (name, noFollow) => contentOf(opened(name, noFollow !== true)),
    open: (name, noFollow) => {
      const node = opened(name, noFollow !== true);
      if (handles.size >= 100) throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
      const handle = ++lastHandle;
      handles.set(handle, node);
      return handle;
    },
    readHandle: (handle) => contentOf(handleOf(handle)),
    statHandle: (handle) => facts(handleOf(handle)),
    close: (handle) => void handles.delete(handle as number),
    writeFile: (name, data, append) => {
      const found = reach('write', name, { call: 'open' });
      if (found.node?.kind === 'directory' || found.given.endsWith('/'))
        throw new TreeError('EISDIR', 'open', `'${found.given}'`);
      const before = append === true && found.node?.kind === 'file' ? found.node.text : new Uint8Array();
      const bytes = data instanceof Uint8Array ? data : new TextEncoder().encode(String(data));
      if (before.length + bytes.length > mostFileBytes) throw new Error('ENOSPC: no space left on device, write');
      written += bytes.length;
      if (written > mostBytes) throw new Error('ENOSPC: no space left on device, write');
      put(found, tree.file(Buffer.concat([before, bytes])));
    },
    stat: (name) => facts(existing('stat', name).node),
    lstat: (name) => facts(existing('lstat', name, false).node),
    access: (name) => void existing('access', name),
    realpath: (name) => existing('realpath', name).path,
    readlink: (name) => {
      const { node, given } = existing('readlink', name, false);
      if (node.kind !== 'link') throw new TreeError('EINVAL', 'readlink', `'${given}'`);
      return node.target;
    },
    readdir: (name) => {
      const { node, given } = existing('scandir', name);
      if (node.kind !== 'directory') throw new TreeError('ENOTDIR', 'scandir', `'${given}'`);
      return [...node.entries]
        .map(([entry, { kind }]) => ({ name: entry, kind }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    mkdir: (name, recursive) => {
      const given = pathOf(name);
      const shown = `'${given}'`;
      if (recursive !== true) {
        const found = reach('mkdir', given, { followLast: false });
        if (found.node) throw new TreeError('EEXIST', 'mkdir', shown);
        put(found, tree.directory());
        return;
      }
      for (const above of [...given.matchAll(/[^/]+/g)].map((part) => given.slice(0, part.index + part[0].length))) {
        const own = reach('mkdir', above, { followLast: false, shown });
        const node = own.node?.kind === 'link' ? end(above, shown) : own.node;
        if (node?.kind === 'directory') continue;
        const last = above === given.replace(/\/+$/, '');
        if (own.node && !node)
          throw last ? new TreeError('ENOENT', 'mkdir', shown) : new TreeError('ENOTDIR', 'mkdir', `'${above}'`);
        if (node) throw new TreeError(last ? 'EEXIST' : 'ENOTDIR', 'mkdir', shown);
        put(own, tree.directory());
      }
    },
    unlink: (name) => {
      const found = reach('unlink', name, { followLast: false });
      if (!found.node) throw new TreeError('ENOENT', 'unlink', `'${found.given}'`);
      if (found.node.kind === 'directory') throw new TreeError('EISDIR', 'unlink', `'${found.given}'`);
      found.parent.entries.delete(found.name);
    },
    rm: (name, recursive, force) => {
      try {
        const found = reach('rm', name, { followLast: false, call: 'lstat' });
        if (!found.node) throw new TreeError('ENOENT', 'lstat', `'${found.given}'`);
        if (found.node.kind === 'directory' && recursive !== true) throw removedDirectory(found.given);
        found.parent.entries.delete(found.name);
      } catch (error) {
        if (force === true && error instanceof TreeError && error.code === 'ENOENT') return;
        throw error;
      }
    },
    symlink: (target, name) => {
      const shown = `'${pathOf(target)}' -> '${pathOf(name)}'`;
      const found = reach('symlink', name, { followLast: false, shown });
      if (found.node) throw new TreeError('EEXIST', 'symlink', shown);
      if (target === '') throw new TreeError('ENOENT', 'symlink', shown);
      put(found, tree.link(pathOf(target)));
    },
    rename: (from, to) => {
      const shown = `'${pathOf(from)}' -> '${pathOf(to)}'`;
      const source = reach('rename', from, { followLast: false, shown });
      const target = reach('rename', to, { followLast: false, shown });
      if (!source.node) throw new TreeError('ENOENT', 'rename', shown);
      if (target.node === source.node) return;
      const objection = renameObjection(source, target);
      if (objection) throw new TreeError(objection, 'rename', shown);
      source.parent.entries.delete(source.name);
      put(target, source.node);
    },
  };
}

/** What rename(2) says to a pair of paths that it can't do. */
function renameObjection(source: Found, target: Found): 'EINVAL' | 'ENOTEMPTY' | 'ENOTDIR' | 'EISDIR' | undefined {
  const isDirectory = source.node?.kind === 'directory';
  if (target.path.startsWith(`${source.path}/`)) return 'EINVAL';
  if (source.path.startsWith(`${target.path}/`)) return 'ENOTEMPTY';
  if (target.node === undefined) return undefined;
  if (target.node.kind !== 'directory') return isDirectory ? 'ENOTDIR' : undefined;
  if (!isDirectory) return 'EISDIR';
  return target.node.entries.size > 0 ? 'ENOTEMPTY' : undefined;
}

/** The one error of `rm` that is Node's own, not the system's. */
function removedDirectory(name: string): Error {
  const error = new Error(`Path is a directory: rm returned EISDIR (is a directory) ${name}`);
  return Object.assign(error, { name: 'SystemError', code: 'ERR_FS_EISDIR' });
}

/** Facts that a Stats object is made of. */
function facts(node: Node): Record<string, unknown> {
  const size = node.kind === 'file' ? node.text.length : node.kind === 'link' ? node.target.length : 4_096;
  return { kind: node.kind, size, ino: node.id };
}

/** A path argument as Node takes it: a string, a Buffer or a file: URL; no null bytes. */
function pathOf(name: unknown): string {
  const given = textOf(name);
  if (!given.includes('\0')) return given;
  throw invalid(
    `The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received '${given.replaceAll('\0', '\\x00')}'`,
    'VALUE',
  );
}

function textOf(name: unknown): string {
  if (typeof name === 'string') return name;
  if (name instanceof Uint8Array) return new TextDecoder().decode(name);
  const href = (name as { href?: unknown } | null | undefined)?.href;
  if (typeof href === 'string') return fileURLToPath(href, { windows: false });
  throw invalid(
    `The "path" argument must be of type string or an instance of Buffer or URL. Received ${name === null ? 'null' : typeof name}`,
    'TYPE',
  );
}

function invalid(message: string, kind: 'TYPE' | 'VALUE'): Error {
  return Object.assign(new TypeError(message), { code: `ERR_INVALID_ARG_${kind}` });
}
