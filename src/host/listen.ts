/** Listening, and the sentences for when that is not possible. */
import { once } from 'node:events';
import type http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** Thrown when the server can't start; the message says what to do. */
export class HostError extends Error {
  readonly code: 'DIST_MISSING' | 'PORT_TAKEN' | 'PORT_REFUSED' | 'HOST_UNKNOWN';
  constructor(code: HostError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Lets running requests end, for at most this long. */
  drain(milliseconds: number): Promise<void>;
}

/** Listens on the host; "localhost" is both 127.0.0.1 and ::1, since browsers try either. */
export async function listen(server: http.Server, port: number, host: string): Promise<Listening> {
  const both = host === 'localhost';
  await listenOn(server, port, both ? '127.0.0.1' : host);
  const taken = (server.address() as AddressInfo).port;
  const second = both ? await alsoOn(server, taken, '::1') : undefined;
  return {
    port: taken,
    async drain(milliseconds) {
      second?.close();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), milliseconds);
      await closed;
      clearTimeout(deadline);
    },
  };
}

async function alsoOn(server: http.Server, port: number, address: string): Promise<net.Server | undefined> {
  const second = net.createServer((socket) => server.emit('connection', socket));
  try {
    await listenOn(second, port, address);
    return second;
  } catch (error) {
    if (error instanceof HostError && error.code === 'HOST_UNKNOWN') return undefined;
    server.close();
    throw error;
  }
}

async function listenOn(server: net.Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw told(error, port, host);
  }
}

function told(error: unknown, port: number, host: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new HostError(
        'PORT_TAKEN',
        `Cannot start: port ${port} on ${host} is taken. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`,
        error,
      );
    case 'EACCES':
      return new HostError(
        'PORT_REFUSED',
        `Cannot start: this user may not use port ${port}. Choose one above 1023: PORT=4321 npm start`,
        error,
      );
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return new HostError(
        'HOST_UNKNOWN',
        `Cannot start: this machine has no address ${host}. Set HOST to localhost, or to 0.0.0.0 for all its addresses`,
        error,
      );
    default:
      return error;
  }
}
