/** The secret of this installation: made at the first start, the same ever after. */
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** What is signed with the secret stays valid as long as its file is kept. */
export interface Keys {
  readonly secret: Buffer;
}

/** Reads the secret from the data folder, or makes it there: readable by the owner alone, and one even when several start at once. */
export async function openKeys(dataFolder: string): Promise<Keys> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await chmod(dataFolder, 0o700);
  const file = path.join(dataFolder, 'secret.key');
  const secret = (await readSecret(file)) ?? (await makeSecret(file));
  return { secret };
}

async function makeSecret(file: string): Promise<Buffer> {
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  await writeDurably(draft, `${randomBytes(32).toString('base64url')}\n`);
  try {
    // Unlike a rename, a link never replaces: the first of several starters wins, and the others read its secret.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readSecret(file);
  if (!secret) throw new Error(`Cannot read ${file}, which was there a moment ago`);
  return secret;
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readSecret(file: string): Promise<Buffer | undefined> {
  try {
    await chmod(file, 0o600);
    const secret = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url');
    if (secret.length !== 32)
      throw new Error(
        `Cannot use ${file}: it holds ${secret.length} bytes, wanted are 32; move it away to have a new one made`,
      );
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
