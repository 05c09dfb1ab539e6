import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetUpError } from './set-up-error.js';

/** The locks that this process holds itself. @type {Set<string>} */
const held = new Set();

/**
 * Runs the task while no other process runs one under the same lock. The lock is a folder that holds one file for
 * each process at work, named by its id; `alsoWaitFor` adds a process that must have ended too before the next
 * may come.
 * @template T
 * @param {string} folder
 * @param {(alsoWaitFor: (pid: number) => void) => Promise<T>} task
 * @param {{ waitMs?: number, waiting?: () => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(folder, task, { waitMs = 600_000, waiting = () => {} } = {}) {
  mkdirSync(path.dirname(folder), { recursive: true });
  const giveUpAt = Date.now() + waitMs;
  for (let tries = 0; !take(folder); tries++) {
    if (tries === 1) waiting();
    if (Date.now() > giveUpAt) {
      throw new SetUpError(
        `Cannot go on: another run has held ${folder} for ${waitMs / 1000} s. If none is running, delete that folder.`,
      );
    }
    dropTheDead(folder);
    await sleep(100);
  }
  held.add(folder);
  try {
    return await task((pid) => writeFileSync(path.join(folder, String(pid)), ''));
  } finally {
    held.delete(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a filled folder in place in one step: rename fails unless there is none yet, or an empty one.
 * @param {string} folder
 */
function take(folder) {
  if (existsSync(folder) && ownersOf(folder).length > 0) return false;
  const mine = mkdtempSync(`${folder}-`);
  try {
    writeFileSync(path.join(mine, String(process.pid)), '');
    renameSync(mine, folder);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * Removes only files named for dead processes, and the folder only when that left it empty: so it can't hit the
 * lock of somebody who came in between.
 * @param {string} folder
 */
function dropTheDead(folder) {
  const owners = ownersOf(folder);
  if (owners.some((pid) => isAlive(pid, folder))) return;
  for (const pid of owners) rmSync(path.join(folder, String(pid)), { force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'].includes(codeOf(error))) throw error;
  }
}

/** @param {string} folder */
function ownersOf(folder) {
  try {
    return readdirSync(folder).map(Number);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * @param {number} pid
 * @param {string} folder
 */
function isAlive(pid, folder) {
  // In a container ids repeat: a lock of our own number that we don't hold was left by an earlier process.
  if (pid === process.pid) return held.has(folder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
