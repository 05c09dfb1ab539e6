/** The real site in a real Chromium, for one test file. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright';
import { readConfig } from '../../src/config.ts';
import { startHost, type Host } from '../../src/host.ts';
import { testDatabaseUrl } from '../database.ts';
import { findBrowser } from '../../scripts/find-browser.ts';

export interface Site {
  readonly url: string;
  /** A new visitor. Its problems are listed by `complaints()`. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visitor>;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, page errors, CSP violations and failed requests so far. */
  readonly complaints: () => string[];
}

const database = await testDatabaseUrl();

/** Starts host and browser before the tests of a file, and ends them after. */
export function useSite(): Site {
  let host: Host;
  let browser: Browser;
  const data = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  before(async () => {
    const environment = {
      PORT: '0',
      OUNCE_DATA_DIR: data,
      OUNCE_DATABASE_URL: database,
      OUNCE_RATE: '100000',
      OUNCE_SIGN_UPS: '10000',
    };
    host = await startHost(readConfig(environment));
    const root = process.getuid?.() === 0;
    browser = await chromium.launch({ executablePath: await findBrowser(), args: root ? ['--no-sandbox'] : [] });
  });
  after(async () => {
    await browser.close();
    await host.close();
    rmSync(data, { recursive: true });
  });
  return {
    get url() {
      return host.url;
    },
    async visit(options = {}) {
      const context = await browser.newContext({
        baseURL: host.url,
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      return { page, context, complaints: listen(page) };
    },
  };
}

function listen(page: Page): () => string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // The browser itself gives up what is still on its way when a page is left.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed: ${why}`);
  });
  return () => [...complaints];
}
