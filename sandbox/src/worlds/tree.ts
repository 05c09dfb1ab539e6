/** A POSIX file tree in memory: directories, files, symbolic links, and the errors that Node gives. */
import path from 'node:path';

export type Node =
  | { kind: 'file'; text: Uint8Array; id: number }
  | { kind: 'directory'; entries: Map<string, Node>; id: number }
  | { kind: 'link'; target: string; id: number };

/** A Node.js system error: the code and message that `fs` gives. */
export class TreeError extends Error {
  readonly code: string;
  /** `shown` is what Node writes behind the operation: a path in quotes, two with an arrow, or nothing. */
  constructor(code: keyof typeof meanings, operation: string, shown: string) {
    super(`${code}: ${meanings[code]}, ${operation} ${shown}`.trimEnd());
    this.code = code;
  }
}

const meanings = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  EEXIST: 'file already exists',
  ELOOP: 'too many symbolic links encountered',
  EINVAL: 'invalid argument',
  ENOTEMPTY: 'directory not empty',
  ENAMETOOLONG: 'name too long',
} as const;

/** Where a path leads. `node` is undefined when only the last part is missing. */
export interface Found {
  /** Absolute, without `.`, `..` and links. */
  path: string;
  node: Node | undefined;
  parent: Node & { kind: 'directory' };
  name: string;
}

export class Tree {
  #lastId = 0;
  readonly root = this.directory();

  directory(): Node & { kind: 'directory' } {
    return { kind: 'directory', entries: new Map(), id: ++this.#lastId };
  }

  file(text: Uint8Array): Node & { kind: 'file' } {
    return { kind: 'file', text, id: ++this.#lastId };
  }

  link(target: string): Node & { kind: 'link' } {
    return { kind: 'link', target, id: ++this.#lastId };
  }

  /**
   * Walks a path as the kernel does: each `..` is taken after the link before it was followed.
   * Throws TreeError when a directory on the way is missing; the last part may be missing.
   */
  find(operation: string, name: string, workingDirectory: string, followLast = true, shown = `'${name}'`): Found {
    const fail = (code: keyof typeof meanings): never => {
      throw new TreeError(code, operation, shown);
    };
    if (name.length > 4_096) throw new TreeError('ENAMETOOLONG', operation, `'${name.slice(0, 40)}…'`);
    if (name === '') fail('ENOENT');
    const todo = path.posix.isAbsolute(name) ? name.split('/') : [...workingDirectory.split('/'), ...name.split('/')];
    let trail: { name: string; node: Node & { kind: 'directory' } }[] = [{ name: '', node: this.root }];
    let links = 0;
    for (;;) {
      const part = todo.shift();
      const here = trail.at(-1)!;
      if (part === undefined) return this.#foundDirectory(trail);
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      if (part.length > 255) fail('ENAMETOOLONG');
      const node = here.node.entries.get(part);
      const last = todo.every((rest) => rest === '');
      const mustBeDirectory = todo.length > 0;
      if (node?.kind === 'link' && (followLast || mustBeDirectory)) {
        if (++links > 40) fail('ELOOP');
        if (path.posix.isAbsolute(node.target)) trail = [trail[0]!];
        todo.unshift(...node.target.split('/'));
        continue;
      }
      if (node?.kind === 'directory') {
        trail.push({ name: part, node });
        continue;
      }
      if (node === undefined && !last) fail('ENOENT');
      if (node !== undefined && mustBeDirectory) fail('ENOTDIR');
      const base = trail.map((step) => step.name).join('/');
      return { path: `${base}/${part}`, node, parent: here.node, name: part };
    }
  }

  #foundDirectory(trail: { name: string; node: Node & { kind: 'directory' } }[]): Found {
    const last = trail.at(-1)!;
    const parent = trail.at(-2) ?? last;
    return {
      path: trail.map((step) => step.name).join('/') || '/',
      node: last.node,
      parent: parent.node,
      name: last.name,
    };
  }
}
