import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What an installation is made for: this package-lock.json, on this platform. A folder can be shared between two
 * platforms, as with containers.
 * @param {string} root
 */
export function lockStamp(root) {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

/** @param {string} root */
export function stampIsCurrent(root) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === lockStamp(root);
}

/**
 * @param {string} root
 * @param {string} stamp
 */
export function keepStamp(root, stamp) {
  writeFileSync(stampFile(root), stamp);
}

/** @param {string} root */
export function dropStamp(root) {
  rmSync(stampFile(root), { force: true });
}

/**
 * Whether node_modules holds what package-lock.json names, as after `npm ci` or `npm install` by hand. npm writes
 * node_modules/.package-lock.json at the very end, so a broken-off installation has none.
 * @param {string} root
 */
export function packagesMatchLock(root) {
  const there = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (!there || !wanted) return false;
  return Object.entries(wanted).every(([folder, locked]) => {
    if (folder === '') return true;
    if (!existsSync(path.join(root, folder))) return locked.optional === true && !isForThisMachine(locked);
    return there[folder]?.version === locked.version && there[folder]?.integrity === locked.integrity;
  });
}

/**
 * Certain only for packages that name both and no C library: of the others npm may well have left one out.
 * @param {LockedPackage} locked
 */
function isForThisMachine({ os, cpu, libc }) {
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string[] }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  if (!existsSync(file)) return undefined;
  const lock = /** @type {{ packages?: Record<string, LockedPackage> }} */ (JSON.parse(readFileSync(file, 'utf8')));
  return lock.packages;
}

/** @param {string} root */
function stampFile(root) {
  return path.join(root, 'node_modules', '.ounce-lock');
}
