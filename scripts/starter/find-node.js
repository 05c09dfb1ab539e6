import { existsSync } from 'node:fs';
import path from 'node:path';
import { noNodeFor, nodeRunsOunce } from './node-version.js';
import { SetUpError } from './set-up-error.js';

/**
 * The Node programs to try, best first: the one pinned in package.json, then the one that runs this.
 * @param {string} root
 * @param {{ platform: string, arch: string, version: string, execPath: string }} own
 * @returns {string[]} at least one
 */
export function findNodes(root, own = process) {
  const platform = `${own.platform === 'win32' ? 'win' : own.platform}-${own.arch}`;
  const program = own.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = path.join(root, 'node_modules', `node-${platform}`, 'bin', program);
  const nodes = [];
  if (existsSync(pinned)) nodes.push(pinned);
  if (nodeRunsOunce(own.version)) nodes.push(own.execPath);
  if (nodes.length === 0) throw new SetUpError(noNodeFor(own.version, platform));
  return nodes;
}
