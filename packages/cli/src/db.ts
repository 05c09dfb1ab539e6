/** `ounce db`: in a clone, hands over to the app's own script. This package knows nothing of the app's data. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { TryError } from './try-error.ts';

export const dbHelp = `ounce db backup <file> [--replace]     everything in the data folder into one file, while Ounce runs
ounce db restore <file> [--replace]    a backup in the place of the data; Ounce must not run
ounce db copy <url>                    all rows into an empty database on a server
ounce db copy --from <url>             all rows from a server into the empty data folder

For whoever runs an Ounce server, in its clone and with the same OUNCE_DATA_DIR or OUNCE_DATABASE_URL.

Exit codes: 0 it is done · 1 what was read or copied is not whole · 2 it could not be tried
`;

export async function db(args: readonly string[]): Promise<number> {
  const script = path.resolve(import.meta.dirname, '../../../scripts/db.ts');
  if (!existsSync(script)) throw new TryError('Cannot reach any data: "ounce db" works in a clone of Ounce');
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 2)));
}
