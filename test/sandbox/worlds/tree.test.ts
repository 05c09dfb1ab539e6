import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openFilesWorld } from '../../../sandbox/src/worlds/files.ts';
import { Tree, TreeError } from '../../../sandbox/src/worlds/tree.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';

type Entry = { at: string[] } & (
  { kind: 'file'; text: string } | { kind: 'directory' } | { kind: 'link'; target: string }
);

/** Names that no directory above the temporary one holds, so that a way up leads to nothing on both sides. */
const names = ['oa', 'ob', 'oc'];
const name = fc.constantFrom(...names);
const pathBelow = fc.array(name, { minLength: 1, maxLength: 3 });
const wandering = fc.array(fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom('..', '.', '')), {
  minLength: 1,
  maxLength: 5,
});

/** Trees of which every entry is tried in turn; one that has no place is left out on both sides. */
function someTree(target: fc.Arbitrary<string[]>): fc.Arbitrary<Entry[]> {
  const link = fc.tuple(target, fc.boolean()).map(([parts, absolute]) => (absolute ? '<base>/' : '') + parts.join('/'));
  const entry = fc.oneof(
    fc.record({ at: pathBelow, kind: fc.constant('file' as const), text: fc.string({ maxLength: 5 }) }),
    fc.record({ at: pathBelow, kind: fc.constant('directory' as const) }),
    fc.record({ at: pathBelow, kind: fc.constant('link' as const), target: link.filter((text) => text !== '') }),
  );
  return fc.array(entry, { minLength: 1, maxLength: 7 });
}

interface Pair {
  base: string;
  ours: Record<string, HostFunction>;
}

/** The same tree twice, at the same path: on the disk and in a world. */
function plant(entries: readonly Entry[]): Pair {
  const base = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'ounce-tree-'));
  const { handle, modules } = openFilesWorld();
  handle.makeDirectory(base);
  for (const entry of entries) {
    const file = path.join(base, ...entry.at);
    const parent = path.dirname(file);
    if (!isPlainDirectory(parent) || lstatSync(file, { throwIfNoEntry: false })) continue;
    if (entry.kind === 'file') writeFileSync(file, entry.text);
    if (entry.kind === 'directory') mkdirSync(file);
    if (entry.kind === 'link') symlinkSync(entry.target.replace('<base>', base), file);
    if (entry.kind === 'file') handle.write(file, entry.text);
    if (entry.kind === 'directory') handle.makeDirectory(file);
    if (entry.kind === 'link') handle.link(file, entry.target.replace('<base>', base));
  }
  return { base, ours: modules['ounce:files']!.functions };
}

function isPlainDirectory(file: string): boolean {
  try {
    return realpathSync(file) === file && lstatSync(file).isDirectory();
  } catch {
    return false;
  }
}

/** What an operation gave, or the error as a program sees it. */
async function outcome(act: () => unknown): Promise<unknown> {
  try {
    return { gave: await act() };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return { code, message };
  }
}

function kindOf(stats: { isFile(): boolean; isDirectory(): boolean }): string {
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'link';
}

const reads: Record<string, { real: (file: string) => unknown; ours: (world: Pair['ours'], file: string) => unknown }> =
  {
    stat: {
      real: async (file) => kindOf(await fs.stat(file)),
      ours: (world, file) => (world['stat']!(file) as { kind: string }).kind,
    },
    lstat: {
      real: async (file) => kindOf(await fs.lstat(file)),
      ours: (world, file) => (world['lstat']!(file) as { kind: string }).kind,
    },
    readFile: {
      real: (file) => fs.readFile(file, 'latin1'),
      ours: (world, file) => Buffer.from(world['readFile']!(file) as Uint8Array).toString('latin1'),
    },
    readlink: { real: (file) => fs.readlink(file), ours: (world, file) => world['readlink']!(file) },
    realpath: { real: (file) => fs.realpath(file), ours: (world, file) => world['realpath']!(file) },
    access: { real: (file) => fs.access(file), ours: (world, file) => world['access']!(file) },
    readdir: {
      real: async (file) => (await fs.readdir(file)).filter((entry) => names.includes(entry)).sort(),
      ours: (world, file) =>
        (world['readdir']!(file) as { name: string }[])
          .map((entry) => entry.name)
          .filter((entry) => names.includes(entry)),
    },
  };

test('the files world reads any path through any tree as the real file system does, errors included', async () => {
  const paths = fc.array(wandering, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(someTree(wandering), paths, async (entries, wanted) => {
      const { base, ours } = plant(entries);
      for (const parts of [...wanted, ...entries.map(({ at }) => at)]) {
        const file = `${base}/${parts.join('/')}`;
        for (const [operation, read] of Object.entries(reads)) {
          const real = await outcome(() => read.real(file));
          assert.deepEqual(await outcome(() => read.ours(ours, file)), real, `${operation} ${file}`);
        }
      }
      await fs.rm(base, { recursive: true });
    }),
    { numRuns: 150, seed: 1 },
  );
});

type Write = { operation: string; at: string[]; to: string[]; flag: boolean };

const writes: Record<
  string,
  {
    real: (file: string, write: Write, to: string) => unknown;
    ours: (world: Pair['ours'], file: string, write: Write, to: string) => unknown;
  }
> = {
  writeFile: { real: (file) => fs.writeFile(file, 'new'), ours: (world, file) => world['writeFile']!(file, 'new') },
  appendFile: {
    real: (file) => fs.appendFile(file, 'more'),
    ours: (world, file) => world['writeFile']!(file, 'more', true),
  },
  mkdir: {
    real: async (file, { flag }) => void (await fs.mkdir(file, { recursive: flag })),
    ours: (world, file, { flag }) => world['mkdir']!(file, flag),
  },
  unlink: { real: (file) => fs.unlink(file), ours: (world, file) => world['unlink']!(file) },
  rm: {
    real: (file, { flag }) => fs.rm(file, { recursive: flag, force: flag }),
    ours: (world, file, { flag }) => world['rm']!(file, flag, flag),
  },
  symlink: {
    real: (file, _write, to) => fs.symlink(to, file),
    ours: (world, file, _write, to) => world['symlink']!(to, file),
  },
  rename: {
    real: (file, _write, to) => fs.rename(file, to),
    ours: (world, file, _write, to) => world['rename']!(file, to),
  },
};

test('the files world changes any tree as the real file system does, errors included', async () => {
  const write = fc.record({
    operation: fc.constantFrom(...Object.keys(writes)),
    at: pathBelow,
    to: pathBelow,
    flag: fc.boolean(),
  });
  await fc.assert(
    // No way up here: on the real disk these would reach what is not the test's.
    fc.asyncProperty(someTree(pathBelow), fc.array(write, { minLength: 1, maxLength: 6 }), async (entries, steps) => {
      const { base, ours } = plant(entries);
      for (const step of steps) {
        const [file, to] = [path.join(base, ...step.at), path.join(base, ...step.to)];
        const { real, ours: act } = writes[step.operation]!;
        const expected = await outcome(() => real(file, step, to));
        assert.deepEqual(await outcome(() => act(ours, file, step, to)), expected, JSON.stringify(step));
        assert.deepEqual(ourListing(ours, base), realListing(base), `after ${JSON.stringify(step)}`);
      }
      await fs.rm(base, { recursive: true });
    }),
    { numRuns: 250, seed: 1 },
  );
});

function realListing(folder: string): unknown {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return [entry.name, realListing(file)];
      return [entry.name, entry.isSymbolicLink() ? `-> ${readlinkSync(file)}` : readFileSync(file, 'latin1')];
    });
}

function ourListing(ours: Pair['ours'], folder: string): unknown {
  return (ours['readdir']!(folder) as { name: string; kind: string }[]).map((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.kind === 'directory') return [entry.name, ourListing(ours, file)];
    if (entry.kind === 'link') return [entry.name, `-> ${String(ours['readlink']!(file))}`];
    return [entry.name, Buffer.from(ours['readFile']!(file) as Uint8Array).toString('latin1')];
  });
}

test('find() takes .. after a link from where the link leads', () => {
  const tree = new Tree();
  const [app, far, there] = [tree.directory(), tree.directory(), tree.directory()];
  tree.root.entries.set('app', app).set('far', far);
  far.entries.set('there', there).set('secret', tree.file(new TextEncoder().encode('s')));
  app.entries.set('link', tree.link('/far/there'));
  assert.equal(tree.find('open', 'link/../secret', '/app').path, '/far/secret');
  assert.equal(tree.find('open', '/app/link/..', '/').path, '/far');
  assert.equal(tree.find('open', '../../../far', '/app').path, '/far');
});

test('find() follows forty links and not one more', () => {
  const tree = new Tree();
  tree.root.entries.set('l0', tree.file(new Uint8Array()));
  for (let i = 1; i <= 41; i++) tree.root.entries.set(`l${i}`, tree.link(`l${i - 1}`));
  assert.equal(tree.find('open', '/l40', '/').path, '/l0');
  assert.throws(() => tree.find('open', '/l41', '/'), {
    code: 'ELOOP',
    message: "ELOOP: too many symbolic links encountered, open '/l41'",
  });
});

test('find() refuses names and paths that are too long, and an empty path', () => {
  const tree = new Tree();
  const codeOf = (file: string): string => {
    try {
      return tree.find('stat', file, '/').path;
    } catch (error) {
      if (error instanceof TreeError) return error.code;
      throw error;
    }
  };
  assert.equal(codeOf('a'.repeat(255)), `/${'a'.repeat(255)}`);
  assert.equal(codeOf('a'.repeat(256)), 'ENAMETOOLONG');
  assert.equal(codeOf('/'.repeat(4_097)), 'ENAMETOOLONG');
  assert.equal(codeOf(''), 'ENOENT');
});
