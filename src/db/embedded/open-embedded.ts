/** Our own PostgreSQL: made at the first start, kept running while this process lives, stopped with it. */
import { access, constants, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import { dropDrafts, finishRestore, lookAtCluster, makeCluster } from './cluster-folder.ts';
import { findDatabaseUser } from './database-user.ts';
import { explainFolder } from './explain-folder.ts';
import { makeFolder, own, type Ownership } from './owner.ts';
import { findPrograms } from './programs.ts';
import { runServer, type RunningServer, type ServerPlace } from './run-server.ts';
import { dropSocketFolder, makeSocketFolder } from './socket-folder.ts';

export interface EmbeddedOptions {
  /** Holds everything of the database; made when missing. */
  readonly folder: string;
  /** Settings of PostgreSQL beside ours: tests turn off waiting for the disk. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Embedded {
  /** How to connect, for pg. */
  readonly connection: { readonly host: string; readonly port: 5432; readonly user: 'ounce' };
  readonly version: string;
  /** Whether the data were made just now. */
  readonly made: boolean;
  /** The server's process id at the moment; undefined between two runs. */
  readonly pid: () => number | undefined;
  /** Stops the server and gives the folder up. Twice is harmless. */
  stop(): Promise<void>;
}

/** Starts the server over the folder. Throws a DatabaseError. */
export async function openEmbedded({ folder, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const ownership = await explainFolder(folder, async () => {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return own(folder);
  });
  try {
    return await explainFolder(folder, () => openOwned(folder, settings, ownership));
  } catch (error) {
    await ownership.giveUp();
    throw error;
  }
}

async function openOwned(
  folder: string,
  settings: Readonly<Record<string, string>>,
  ownership: Ownership,
): Promise<Embedded> {
  const user = findDatabaseUser();
  const programs = findPrograms(user.server);
  const cluster = path.join(folder, 'cluster');
  await dropDrafts(folder);
  await finishRestore(folder);
  const made = (await lookAtCluster(cluster, programs)) === 'nothing';
  if (made) await makeCluster(cluster, programs, user, settings['fsync'] !== 'off');
  const socketFolder = await makeSocketFolder(folder, user.server);
  const log = path.join(folder, 'server.log');
  try {
    const keeper = await keepRunning({ programs, cluster, socketFolder, log, user: user.server, settings });
    await ownership.tell(socketFolder);
    if (ownership.leftSocketFolder !== undefined) await dropSocketFolder(ownership.leftSocketFolder);
    return {
      connection: { host: socketFolder, port: 5432, user: 'ounce' },
      version: programs.version,
      made,
      pid: keeper.pid,
      async stop() {
        await keeper.stop();
        await rm(socketFolder, { recursive: true, force: true });
        await ownership.giveUp();
      },
    };
  } catch (error) {
    await rm(socketFolder, { recursive: true, force: true });
    throw error;
  }
}

interface Keeper {
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
}

/** Runs the server again whenever it ends by itself, after a pause that grows with each attempt that fails. */
async function keepRunning(place: ServerPlace): Promise<Keeper> {
  let server: RunningServer | undefined = await runServer(place);
  const stopping = new AbortController();
  const keep = async (): Promise<void> => {
    for (let pauseMs = 100; !stopping.signal.aborted;) {
      await server?.ended;
      server = undefined;
      await pause(pauseMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        server = await runServer(place);
        pauseMs = 100;
        if (stopping.signal.aborted) await server.stop();
      } catch (error) {
        console.error(error instanceof DatabaseError ? error.message : error);
        pauseMs = Math.min(pauseMs * 2, 5_000);
      }
    }
  };
  const keeping = keep();
  return {
    pid: () => server?.pid,
    async stop() {
      stopping.abort();
      await server?.stop();
      await keeping;
    },
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { ref: false, signal });
  } catch {
    // Cut short: the caller looks at the signal.
  }
}
