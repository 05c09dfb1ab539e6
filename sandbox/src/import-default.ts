/** The authors' modules. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The default export of one of an exercise's modules. */
export async function importDefault(folder: string, file: string): Promise<unknown> {
  const { default: value } = (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, file)).href)) as {
    default: unknown;
  };
  return value;
}
