/** Tells before anything slow is done that the server won't be able to listen. */
import { once } from 'node:events';
import net from 'node:net';

/** A sentence that says why nothing can listen there and what to do, or undefined when the port is free. */
export async function portProblem(port: number, host: string): Promise<string | undefined> {
  const server = net.createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return sentence(port, host, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  server.close();
  await once(server, 'close');
  return undefined;
}

function sentence(port: number, host: string, code: string): string {
  if (code === 'EADDRINUSE') {
    return `Cannot start: port ${port} on ${host} is taken. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`;
  }
  if (code === 'EACCES') {
    return `Cannot start: port ${port} is not for this user to open. Choose one above 1023: PORT=4321 npm start`;
  }
  return `Cannot start: nothing can listen on ${host}, port ${port} (${code}). Set HOST to localhost, or to 0.0.0.0 for all addresses of this machine.`;
}
