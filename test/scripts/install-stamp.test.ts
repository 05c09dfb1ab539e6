import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import {
  dropStamp,
  keepStamp,
  lockStamp,
  packagesMatchLock,
  stampIsCurrent,
} from '../../scripts/starter/install-stamp.js';

const one = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' } };
const other = { 'node_modules/other': { version: '1.0.0', optional: true, os: ['aix'], cpu: [process.arch] } };
const own = { 'node_modules/own': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] } };

test('stampIsCurrent() holds from keepStamp() until package-lock.json changes', () => {
  const root = installed(one, one);
  assert.equal(stampIsCurrent(root), false);
  keepStamp(root, lockStamp(root));
  assert.equal(stampIsCurrent(root), true);
  writeLock(path.join(root, 'package-lock.json'), { ...one, ...other });
  assert.equal(stampIsCurrent(root), false);
});

test('stampIsCurrent() does not hold without node_modules, after dropStamp(), or for another platform', () => {
  const root = installed(one, one);
  keepStamp(root, lockStamp(root).replace(process.platform, 'aix'));
  assert.equal(stampIsCurrent(root), false);
  keepStamp(root, lockStamp(root));
  dropStamp(root);
  dropStamp(root);
  assert.equal(stampIsCurrent(root), false);
  rmSync(path.join(root, 'node_modules'), { recursive: true });
  assert.equal(stampIsCurrent(root), false);
});

test('packagesMatchLock() holds for what npm installed, less what is for other machines', () => {
  assert.equal(packagesMatchLock(installed({ '': {}, ...one, ...other }, one)), true);
});

test('packagesMatchLock() misses a package, a version, a content, the list of npm, and what is for this machine', () => {
  const changed = (key: string): Packages => ({ 'node_modules/one': { ...one['node_modules/one'], [key]: 'x' } });
  assert.equal(packagesMatchLock(installed(one, changed('version'))), false);
  assert.equal(packagesMatchLock(installed(one, changed('integrity'))), false);
  assert.equal(packagesMatchLock(installed({ ...one, ...own }, one)), false);
  const root = installed(one, one);
  rmSync(path.join(root, 'node_modules', 'one'), { recursive: true });
  assert.equal(packagesMatchLock(root), false);
  const brokenOff = installed(one, one);
  rmSync(path.join(brokenOff, 'node_modules', '.package-lock.json'));
  assert.equal(packagesMatchLock(brokenOff), false);
});

type Packages = Record<string, Record<string, unknown>>;

function installed(wanted: Packages, there: Packages): string {
  const root = mkdtempSync(path.join(tmpdir(), 'ounce-install-'));
  for (const folder of Object.keys(there)) mkdirSync(path.join(root, folder), { recursive: true });
  writeLock(path.join(root, 'package-lock.json'), wanted);
  writeLock(path.join(root, 'node_modules', '.package-lock.json'), there);
  return root;
}

function writeLock(file: string, packages: Packages): void {
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
}
