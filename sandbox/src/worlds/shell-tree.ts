/** A tree as the shell wants its file system. Reads and writes are put on record. */
import path from 'node:path';
import type { FsStat, IFileSystem } from 'just-bash/browser';
import type { Access } from './files.ts';
import { Tree, TreeError, type Found, type Node } from './tree.ts';

const mostFileBytes = 256 * 1024;
const mostNodes = 2_000;
const mostAccesses = 5_000;
/** No real clock is shown: every file is as old as the virtual year. */
const modified = new Date(Date.UTC(2026, 0, 1));

export class ShellTree implements IFileSystem {
  readonly #tree: Tree;
  readonly #accesses: Access[];
  readonly #modes = new Map<number, number>();
  #made = 0;

  constructor(tree: Tree, accesses: Access[]) {
    this.#tree = tree;
    this.#accesses = accesses;
  }

  #reach(operation: string, name: string, followLast = true): Found {
    const access: Access = { operation, path: name, reached: undefined };
    if (operation !== 'look' && this.#accesses.length < mostAccesses) this.#accesses.push(access);
    const found = this.#tree.find(operation === 'look' ? 'stat' : operation, name, '/', followLast);
    if (found.node) access.reached = found.path;
    return found;
  }

  #existing(operation: string, name: string, followLast = true): Node {
    const { node } = this.#reach(operation, name, followLast);
    if (!node) throw new TreeError('ENOENT', operation, `'${name}'`);
    return node;
  }

  #directory(name: string): Node & { kind: 'directory' } {
    const node = this.#existing('scandir', name);
    if (node.kind !== 'directory') throw new TreeError('ENOTDIR', 'scandir', `'${name}'`);
    return node;
  }

  #put(found: Found, node: Node): void {
    if (++this.#made > mostNodes) throw new Error('ENOSPC: no space left on device, write');
    found.parent.entries.set(found.name, node);
  }

  /** A file's bytes; throws TreeError when there is no such file. */
  bytes(name: string): Uint8Array {
    if (name === '/dev/null') return new Uint8Array();
    const node = this.#existing('open', name);
    if (node.kind !== 'file') throw new TreeError('EISDIR', 'read', `'${name}'`);
    return node.text;
  }

  /** Writes a file's bytes, or adds to them. */
  write(name: string, content: string | Uint8Array, encoding: unknown, append = false): void {
    if (name === '/dev/null') return;
    const found = this.#reach('write', name);
    if (found.node?.kind === 'directory') throw new TreeError('EISDIR', 'open', `'${name}'`);
    const before = append && found.node?.kind === 'file' ? found.node.text : new Uint8Array();
    const bytes = typeof content === 'string' ? Buffer.from(content, encodingIn(encoding)) : content;
    if (before.length + bytes.length > mostFileBytes) throw new Error('ENOSPC: no space left on device, write');
    this.#put(found, this.#tree.file(new Uint8Array([...before, ...bytes])));
  }

  #stat(node: Node): FsStat {
    return {
      isFile: node.kind === 'file',
      isDirectory: node.kind === 'directory',
      isSymbolicLink: node.kind === 'link',
      mode: this.#modes.get(node.id) ?? (node.kind === 'file' ? 0o644 : 0o755),
      size: node.kind === 'file' ? node.text.length : node.kind === 'link' ? node.target.length : 4_096,
      mtime: modified,
      ino: node.id,
      identity: String(node.id),
    };
  }

  /** Marks a file that can be run. */
  allowToRun(name: string): void {
    this.#modes.set(this.#existing('look', name).id, 0o755);
  }

  /* eslint-disable @typescript-eslint/require-await -- the shell wants promises; a throw must become a rejection */
  async readFile(name: string, options?: unknown): Promise<string> {
    return Buffer.from(this.bytes(name)).toString(encodingIn(options));
  }
  async readFileBuffer(name: string): Promise<Uint8Array> {
    return this.bytes(name);
  }
  async writeFile(name: string, content: string | Uint8Array, options?: unknown): Promise<void> {
    this.write(name, content, options);
  }
  async appendFile(name: string, content: string | Uint8Array, options?: unknown): Promise<void> {
    this.write(name, content, options, true);
  }
  async exists(name: string): Promise<boolean> {
    try {
      return name === '/dev/null' || this.#reach('look', name).node !== undefined;
    } catch (error) {
      if (error instanceof TreeError) return false;
      throw error;
    }
  }
  async stat(name: string): Promise<FsStat> {
    return this.#stat(this.#existing('look', name));
  }
  async lstat(name: string): Promise<FsStat> {
    return this.#stat(this.#existing('look', name, false));
  }
  async mkdir(name: string, options?: { recursive?: boolean }): Promise<void> {
    const parts = name.split('/').filter(Boolean);
    const all = parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
    for (const at of options?.recursive === true ? all : all.slice(-1)) {
      const found = this.#reach('mkdir', at);
      if (found.node?.kind === 'directory' && options?.recursive === true) continue;
      if (found.node) throw new TreeError('EEXIST', 'mkdir', `'${name}'`);
      this.#put(found, this.#tree.directory());
    }
  }
  async readdir(name: string): Promise<string[]> {
    return [...this.#directory(name).entries.keys()].sort();
  }
  async rm(name: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    const found = this.#reach('rm', name, false);
    if (!found.node) {
      if (options?.force === true) return;
      throw new TreeError('ENOENT', 'rm', `'${name}'`);
    }
    if (found.node.kind === 'directory' && found.node.entries.size > 0 && options?.recursive !== true)
      throw new TreeError('ENOTEMPTY', 'rm', `'${name}'`);
    found.parent.entries.delete(found.name);
  }
  async cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void> {
    const node = this.#existing('open', from);
    if (node.kind === 'file') return this.write(to, node.text, undefined);
    if (options?.recursive !== true) throw new TreeError('EISDIR', 'cp', `'${from}'`);
    if (`${to}/`.startsWith(`${from}/`)) throw new TreeError('EINVAL', 'cp', `'${from}' -> '${to}'`);
    await this.mkdir(to, { recursive: true });
    for (const entry of await this.readdir(from)) await this.cp(`${from}/${entry}`, `${to}/${entry}`, options);
  }
  async mv(from: string, to: string): Promise<void> {
    const source = this.#reach('rename', from, false);
    const target = this.#reach('rename', to, false);
    if (!source.node) throw new TreeError('ENOENT', 'rename', `'${from}' -> '${to}'`);
    if (`${target.path}/`.startsWith(`${source.path}/`))
      throw new TreeError('EINVAL', 'rename', `'${from}' -> '${to}'`);
    source.parent.entries.delete(source.name);
    this.#put(target, source.node);
  }
  async chmod(name: string, mode: number): Promise<void> {
    this.#modes.set(this.#existing('look', name).id, mode);
  }
  async symlink(target: string, name: string): Promise<void> {
    const found = this.#reach('symlink', name, false);
    if (found.node) throw new TreeError('EEXIST', 'symlink', `'${target}' -> '${name}'`);
    this.#put(found, this.#tree.link(target));
  }
  async link(existing: string, name: string): Promise<void> {
    const node = this.#existing('open', existing);
    if (node.kind !== 'file') throw new TreeError('EISDIR', 'link', `'${existing}' -> '${name}'`);
    const found = this.#reach('link', name, false);
    if (found.node) throw new TreeError('EEXIST', 'link', `'${existing}' -> '${name}'`);
    this.#put(found, node);
  }
  async readlink(name: string): Promise<string> {
    const node = this.#existing('readlink', name, false);
    if (node.kind !== 'link') throw new TreeError('EINVAL', 'readlink', `'${name}'`);
    return node.target;
  }
  async realpath(name: string): Promise<string> {
    const found = this.#reach('look', name);
    if (!found.node) throw new TreeError('ENOENT', 'realpath', `'${name}'`);
    return found.path;
  }
  async utimes(name: string): Promise<void> {
    this.#existing('look', name);
  }
  /* eslint-enable @typescript-eslint/require-await */
  resolvePath(base: string, name: string): string {
    return path.posix.resolve(base, name);
  }
  getAllPaths(): string[] {
    const all: string[] = [];
    const walk = (at: string, node: Node): void => {
      all.push(at === '' ? '/' : at);
      if (node.kind === 'directory') for (const [entry, below] of node.entries) walk(`${at}/${entry}`, below);
    };
    walk('', this.#tree.root);
    return all;
  }
}

/** The shell calls bytes that are kept in a text 'binary'. */
function encodingIn(options: unknown): BufferEncoding {
  const wanted =
    typeof options === 'object' && options !== null ? (options as { encoding?: unknown }).encoding : options;
  return typeof wanted === 'string' && Buffer.isEncoding(wanted) ? wanted : 'utf8';
}
