/** Where the exercises are: in the clone that this command stands in. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TryError } from './try-error.ts';

/** The folder of the clone. Throws TryError when the command was installed without one. */
export function courseFolder(): string {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
  if (existsSync(path.join(root, 'exercises'))) return root;
  throw new TryError(
    'There are no exercises beside this command: run it in a clone of the course, with "npm exec -- ounce".',
  );
}
