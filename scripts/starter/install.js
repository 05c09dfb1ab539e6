import { spawn } from 'node:child_process';
import path from 'node:path';
import { keepStamp, lockStamp, packagesMatchLock, stampIsCurrent, dropStamp } from './install-stamp.js';
import { withLock } from './lock.js';
import { SetUpError } from './set-up-error.js';
import { step } from './step.js';

/**
 * Makes node_modules what package-lock.json says, unless it is already. Several processes may ask at once.
 * @param {string} root
 */
export async function installWhenStale(root) {
  if (stampIsCurrent(root)) return;
  await withLock(
    path.join(root, '.cache', 'install-lock'),
    async (alsoWaitFor) => {
      if (stampIsCurrent(root)) return;
      const stamp = lockStamp(root);
      if (!packagesMatchLock(root)) {
        dropStamp(root);
        await step('Installing the packages of package-lock.json', () => npmCi(root, alsoWaitFor));
      }
      keepStamp(root, stamp);
    },
    { waiting: () => console.error('Waiting for another run that installs the packages …') },
  );
}

/**
 * @param {string} root
 * @param {(pid: number) => void} alsoWaitFor
 * @returns {Promise<void>}
 */
function npmCi(root, alsoWaitFor) {
  const [program, ...first] = npm();
  const line = [...first, 'ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-fund', '--no-audit'];
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && first.length === 0;
    const child = spawn(program, line, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) alsoWaitFor(child.pid);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', () => {
      reject(
        new SetUpError(
          'Cannot install the packages: npm was not found. Install Node 24 from https://nodejs.org, which brings it.',
        ),
      );
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(
        new SetUpError(
          `${output.trim()}\nCannot install the packages: npm ci ended with ${signal ?? `code ${code}`}. See its words above; the network is the usual reason.`,
        ),
      );
    });
  });
}

/**
 * How to call npm: as the npm that runs this, if one does. Its Node is not the pinned one, which is about to be
 * replaced.
 * @returns {[string, ...string[]]}
 */
function npm() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  return cli?.endsWith('npm-cli.js') && node ? [node, cli] : ['npm'];
}
