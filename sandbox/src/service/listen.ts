/** Listening on a port or a Unix socket, and the sentences for when that is not possible. */
import { once } from 'node:events';
import { lstat, rm } from 'node:fs/promises';
import net, { type AddressInfo, type Server } from 'node:net';
import type { Address } from './address.ts';
import { ServeError } from './serve-error.ts';

/** Lets the server listen; answers with its URL, as OUNCE_GRADER_URL takes it. */
export async function listen(server: Server, address: Address): Promise<string> {
  return address.kind === 'socket' ? listenOnSocket(server, address.path) : listenOnPort(server, address);
}

async function listenOnPort(server: Server, { host, port }: Address & { kind: 'port' }): Promise<string> {
  await listening(server, { host, port }, `${host}:${port}`);
  const taken = (server.address() as AddressInfo).port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

/** Its owner and group may connect (mode 0660); whoever else can't, whatever the umask was. */
async function listenOnSocket(server: Server, path: string): Promise<string> {
  await removeStale(path);
  const before = process.umask(0o117);
  try {
    await listening(server, { path }, path);
  } finally {
    process.umask(before);
  }
  return `unix:${path}`;
}

/** A socket that nobody listens on any more, as a killed process leaves it. Anything else stays where it is. */
async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket())
    throw new ServeError('ADDRESS_TAKEN', `${path} is there and no socket; another path is wanted`);
  if (await answers(path)) throw new ServeError('ADDRESS_TAKEN', `another process listens on ${path}`);
  await rm(path, { force: true });
}

async function answers(path: string): Promise<boolean> {
  const socket = net.connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function listening(server: Server, where: net.ListenOptions, name: string): Promise<void> {
  server.listen(where);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new ServeError('ADDRESS_TAKEN', `another process listens on ${name}`, error);
    throw new ServeError('ADDRESS_REFUSED', `it can't listen on ${name}: ${(error as Error).message}`, error);
  }
}
