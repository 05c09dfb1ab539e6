/** `ounce operator`: in a clone, hands over to the app's own script. This package knows nothing of the app's data. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { TryError } from './try-error.ts';

export const operatorHelp = `ounce operator add <handle>       makes an account, which signed up before, an operator
ounce operator remove <handle>    makes it a learner again
ounce operator list               who is one

For whoever runs an Ounce server, in its clone and with the same OUNCE_DATA_DIR or OUNCE_DATABASE_URL; while it runs or not.

Exit codes: 0 it is done · 1 there is no such account · 2 it could not be tried
`;

export async function operator(args: readonly string[]): Promise<number> {
  const script = path.resolve(import.meta.dirname, '../../../scripts/operator.ts');
  if (!existsSync(script)) throw new TryError('Cannot reach any accounts: "ounce operator" works in a clone of Ounce');
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 2)));
}
