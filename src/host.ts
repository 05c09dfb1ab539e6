/** The server. Run directly, it serves what was built; `npm start` builds first. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GraderError, TokenError } from '@ounce/sandbox';
import { ConfigError, readConfig, type Config } from './config.ts';
import { createHost, type Render } from './host/create-host.ts';
import { HostError, listen, type Listening } from './host/listen.ts';
import { ownOrigins } from './host/same-origin.ts';
import { DatabaseError, openApp, type App } from './services/app/open-app.ts';
import { indexCourse } from './services/search/index-course.ts';

/** A server that listens. */
export interface Host {
  /** Where to open it. */
  readonly url: string;
  /** How much shuts the learners' programs in, in one line. */
  readonly sandbox: string;
  /** Where the data are, in one line. */
  readonly data: string;
  /** Lets running requests end, for at most ten seconds, and stops the grader and the database. Twice is harmless. */
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..');

/** Opens the app and serves it. Throws a HostError, whose message says what to do, when it can't. */
export async function startHost(config: Config): Promise<Host> {
  const render = await loadPages();
  const app = await openApp({
    ...config,
    exercisesFolder: path.join(root, 'exercises'),
    cacheFolder: path.join(root, '.cache/sandbox'),
    secureCookies: config.origin?.startsWith('https:') ?? false,
  });
  let origins: ReadonlySet<string> = new Set();
  const clientFolder = path.join(root, 'dist/client');
  await openIndex(app, clientFolder);
  const server = createHost({ config, clientFolder, render, locals: { app }, origins: () => origins });
  let listening: Listening;
  try {
    listening = await listen(server, config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  origins = ownOrigins(config.origin, config.host, listening.port);
  let closing: Promise<void> | undefined;
  return {
    url: config.origin ?? localUrl(config.host, listening.port),
    sandbox: app.grader.sandbox,
    data: `Data: ${app.database.place}`,
    close: () => (closing ??= listening.drain(10_000).then(() => app.close())),
  };
}

async function openIndex(app: App, clientFolder: string): Promise<void> {
  try {
    await indexCourse(app.database.db, path.join(clientFolder, 'search-entries.json'));
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function loadPages(): Promise<Render> {
  const entry = path.join(root, 'dist/server/entry.mjs');
  try {
    await access(entry);
  } catch (error) {
    const message = 'Cannot start: the pages are not built yet. Run "npm start", which builds them first.';
    throw new HostError('DIST_MISSING', message, error);
  }
  const { handler } = (await import(pathToFileURL(entry).href)) as { handler: Render };
  return handler;
}

function localUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function main(): Promise<void> {
  try {
    const host = await startHost(readConfig(process.env));
    console.log(`Ounce is ready at ${host.url}\n${host.sandbox}\n${host.data}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        console.log('Stopping: running requests may end first.');
        void host.close().then(() => process.exit(0));
      });
    }
  } catch (error) {
    const known = [HostError, ConfigError, GraderError, TokenError, DatabaseError];
    const expected = known.some((one) => error instanceof one);
    console.error(expected ? (error as Error).message : error);
    process.exit(1);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) await main();
