import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { noNodeFor } from './node-version.js';
import { SetUpError } from './set-up-error.js';

const parent = process.ppid;

/**
 * Runs a script under the first of these Node programs that starts, and gives back its exit code.
 * @param {readonly string[]} nodes
 * @param {readonly string[]} line the script and its arguments
 * @param {string} root
 * @returns {Promise<number>}
 */
export async function runUnder(nodes, line, root) {
  for (const node of nodes) {
    const code = await run(node, line, root);
    if (code !== undefined) return code;
  }
  throw new SetUpError(noNodeFor(process.version, `${process.platform}-${process.arch}`));
}

/**
 * @param {string} node
 * @param {readonly string[]} line
 * @param {string} root
 * @returns {Promise<number | undefined>} undefined when this Node can't be started, as a glibc build can't on musl
 */
function run(node, line, root) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, line, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...searchPath(root, node) },
    });
    const stopPassing = passSignals(child);
    const stopWatching = watchParent(child);
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      stopPassing();
      stopWatching();
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    child.on('exit', (code, signal) => {
      stopPassing();
      stopWatching();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * @param {string} root
 * @param {string} node
 */
function searchPath(root, node) {
  // Windows spells it Path, and an environment with both spellings passes on only one.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [path.join(root, 'node_modules', '.bin'), path.dirname(node), process.env[name] ?? ''];
  return { [name]: folders.filter(Boolean).join(path.delimiter) };
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    // A terminal sends Ctrl+C to the whole group: passed on, the child would hear it twice.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}

/**
 * npm passes SIGTERM to the shell between it and us, which dies of it and says nothing: so its end is our signal.
 * @param {import('node:child_process').ChildProcess} child
 */
function watchParent(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return () => {};
  const timer = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  return () => clearInterval(timer);
}
