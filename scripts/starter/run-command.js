import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhenStale } from './install.js';
import { findNodes } from './find-node.js';
import { runUnder } from './run-under.js';
import { SetUpError } from './set-up-error.js';

/** What `npm run` can ask for: each is a script of that name beside the starter. */
const commands = ['start', 'test', 'ok', 'exercises', 'accuracy', 'bench', 'soak', 'new-exercise'];

/**
 * Installs what is missing, then runs a command under a Node that can; gives back its exit code, 2 when set-up failed.
 * @param {readonly string[]} line the command's name and its arguments
 */
export async function runCommand([command = '', ...args]) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  try {
    const script = scriptOf(root, command);
    if (!existsSync(path.join(root, 'package-lock.json'))) throw missing('package-lock.json');
    await installWhenStale(root);
    return await runUnder(findNodes(root), [script, ...args], root);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return 2;
  }
}

/**
 * @param {string} root
 * @param {string} command
 */
function scriptOf(root, command) {
  if (!commands.includes(command)) {
    throw new SetUpError(`Cannot run "${command}": the commands are ${commands.join(', ')}. Try \`npm start\`.`);
  }
  const script = path.join(root, 'scripts', `${command}.ts`);
  if (!existsSync(script)) throw missing(`scripts/${command}.ts`);
  return script;
}

/** @param {string} file */
function missing(file) {
  return new SetUpError(`Cannot start: ${file} is missing. Get it back with \`git checkout -- ${file}\`.`);
}
