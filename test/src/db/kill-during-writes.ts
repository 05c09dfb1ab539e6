/** Kills Ounce, its server or both at random moments while rows are written: `node kill-during-writes.ts [times] [seed]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openEmbedded } from '#src/db/embedded/open-embedded.ts';
import { hold, watcherOf } from './held-database.ts';

export interface Kills {
  readonly kills: number;
  /** How many rows the database has confirmed, and which of those are not there. */
  readonly confirmed: number;
  readonly lost: readonly number[];
}

/** All in one folder, each start over what the kill before has left. */
export async function killDuringWrites(folder: string, times: number, seed: number): Promise<Kills> {
  const random = generator(seed);
  const confirmed: number[] = [];
  for (let kills = 0; kills < times; kills++) {
    const holder = await hold(folder, { count: kills * 1_000_000 });
    if (!('pid' in holder.said)) throw new Error(`Cannot go on after ${kills} kills: ${holder.said.message}`);
    while (holder.confirmed.length < 10) await sleep(2);
    await sleep(random() * 60);
    await killSome(holder.said.pid, holder.kill, random());
    confirmed.push(...holder.confirmed);
  }
  return { kills: times, confirmed: confirmed.length, lost: await missing(folder, confirmed) };
}

/** The server first or Ounce first, and now and then the shell between them too, so that an orphan is left. */
async function killSome(server: number, killOunce: () => Promise<void>, choice: number): Promise<void> {
  if (choice < 0.4) process.kill(server, 'SIGKILL');
  else if (choice < 0.6) process.kill(watcherOf(server), 'SIGKILL');
  await killOunce();
}

async function missing(folder: string, confirmed: readonly number[]): Promise<number[]> {
  const server = await openEmbedded({ folder });
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  const { rows } = await client.query<{ n: number }>('select n from kept');
  await client.end();
  await server.stop();
  const there = new Set(rows.map(({ n }) => n));
  return confirmed.filter((n) => !there.has(n));
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator, Numerical Recipes' constants. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ounce-kills-'));
  const [times = '200', seed = '1'] = process.argv.slice(2);
  const result = await killDuringWrites(path.join(folder, 'database'), Number(times), Number(seed));
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify(result));
  process.exitCode = result.lost.length === 0 ? 0 : 1;
}
