/**
 * Who uses a folder of data: one process at a time. The mark is a folder with one file, named for its process. A file is
 * put in place by renaming a filled folder, which fails when somebody's is there, and a dead owner's file is removed by
 * its own name: so nobody hits the mark of a process that came in between.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DatabaseError } from '../database-error.ts';
import { startOf, whereProcessesAre } from './process-identity.ts';

const ownerSchema = z.object({
  pid: z.int(),
  started: z.string(),
  where: z.string(),
  since: z.iso.datetime(),
  /** Where the server listens, once it does. */
  socketFolder: z.string().optional(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** The mark of this process. */
export interface Ownership {
  /** Tells others where the server listens. */
  tell(socketFolder: string): Promise<void>;
  giveUp(): Promise<void>;
  /** Where the server of a process listened that ended without giving the folder up. */
  readonly leftSocketFolder: string | undefined;
}

const beatMs = 3_000;
/** So long an owner whose processes can't be seen from here is believed after its last sign of life. */
const silenceMs = 15_000;

/** Marks the folder as this process's. Throws DATABASE_HELD, naming the owner, when another one lives. */
export async function own(folder: string): Promise<Ownership> {
  const mark = path.join(folder, 'owner');
  const me: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    where: whereProcessesAre(),
    since: new Date().toISOString(),
  };
  const name = `${me.pid}-${Buffer.from(`${me.started} ${me.where}`).toString('hex').slice(0, 40)}.json`;
  let leftSocketFolder: string | undefined;
  while (!(await take(mark, name, me))) leftSocketFolder = await dropUnlessAlive(mark, folder);
  await dropDrafts(folder);
  const file = path.join(mark, name);
  const heart = setInterval(() => void beat(file), beatMs).unref();
  return {
    leftSocketFolder,
    async tell(socketFolder) {
      await writeFile(`${mark}.new`, JSON.stringify({ ...me, socketFolder }), { mode: 0o600 });
      await rename(`${mark}.new`, file);
    },
    async giveUp() {
      clearInterval(heart);
      await rm(file, { force: true });
      await removeEmpty(mark);
    },
  };
}

/** The process that uses the folder, or undefined when none does. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await readOwner(path.join(folder, 'owner'));
  return found && (await isAlive(found)) ? found.owner : undefined;
}

/** A sentence about somebody's data. */
function heldBy(folder: string, { pid, since }: Owner): DatabaseError {
  return new DatabaseError(
    'DATABASE_HELD',
    `Cannot open the data in ${folder}: process ${pid} has used them since ${since}. Stop it first, or choose another folder: OUNCE_DATA_DIR=… (several servers over the same data want OUNCE_DATABASE_URL)`,
  );
}

async function take(mark: string, name: string, me: Owner): Promise<boolean> {
  const mine = await mkdtemp(`${mark}-`);
  try {
    await writeFile(path.join(mine, name), JSON.stringify(me), { mode: 0o600 });
    await rename(mine, mark);
    return true;
  } catch (error) {
    await rm(mine, { recursive: true, force: true });
    if (['EEXIST', 'ENOTEMPTY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function dropUnlessAlive(mark: string, folder: string): Promise<string | undefined> {
  const found = await readOwner(mark);
  if (found?.owner && (await isAlive(found))) throw heldBy(path.dirname(folder), found.owner);
  if (found) await rm(found.file, { force: true });
  await removeEmpty(mark);
  return found?.owner?.socketFolder;
}

/** What processes have left that were killed on their way to a mark. */
async function dropDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^owner-\w{6}$/.test(name)) continue;
    const draft = path.join(folder, name);
    const since = await lastBeat(draft);
    if (since !== undefined && Date.now() - since > 60_000) await rm(draft, { recursive: true, force: true });
  }
}

interface Found {
  readonly file: string;
  readonly owner: Owner | undefined;
}

async function readOwner(mark: string): Promise<Found | undefined> {
  try {
    const [name] = await readdir(mark);
    if (name === undefined) return undefined;
    const file = path.join(mark, name);
    return { file, owner: parse(await readFile(file, 'utf8')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A mark is put in place whole; what can't be read was left half written when the machine went down. */
function parse(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function isAlive({ file, owner }: Found): Promise<boolean> {
  if (owner === undefined) return false;
  if (owner.where === whereProcessesAre()) return startOf(owner.pid) === owner.started;
  // In another container, or before a restart of the machine: only signs of life tell.
  const before = await lastBeat(file);
  while (before !== undefined && Date.now() - before < silenceMs) {
    await sleep(500);
    if ((await lastBeat(file)) !== before) return true;
  }
  return false;
}

async function lastBeat(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}

async function beat(file: string): Promise<void> {
  try {
    await utimes(file, new Date(), new Date());
  } catch {
    // A beat that fails, on a full disk say, is made up for by the next.
  }
}

async function removeEmpty(mark: string): Promise<void> {
  try {
    await rmdir(mark);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Makes the folder of data, for its owner alone. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
