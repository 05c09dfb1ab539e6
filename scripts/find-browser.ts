/** Gets a Chromium for the browser tests: one that is there, else one that can be installed. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { step } from './starter/step.js';

const execute = promisify(execFile);

/** There is no browser and none could be installed; the message says what to do. */
class BrowserError extends Error {
  readonly code = 'BROWSER_MISSING';
}

/** Where a browser may come from, first to last. */
interface BrowserSources {
  /** The one that the user names, which then must run. */
  readonly named: string | undefined;
  readonly places: readonly string[];
  readonly installers: readonly Installer[];
}

interface Installer {
  readonly name: string;
  /** May fail, or install something that doesn't run: then the next one has its turn. */
  readonly install: () => Promise<unknown>;
}

/** The program file of a Chromium that runs. */
export async function findBrowser(sources: BrowserSources = usualSources()): Promise<string> {
  const { named, places, installers } = sources;
  if (named !== undefined) {
    if (await runs(named)) return named;
    throw new BrowserError(
      `Cannot run the browser tests: OUNCE_CHROMIUM is "${named}", which does not run. Set it to the program file of a Chromium, or unset it.`,
    );
  }
  const there = await firstThatRuns(places);
  if (there !== undefined) return there;
  for (const { name, install } of installers) {
    await step(`Installing Chromium with ${name}`, install).catch(() => undefined);
    const installed = await firstThatRuns(places);
    if (installed !== undefined) return installed;
  }
  throw new BrowserError(
    'Cannot run the browser tests: no Chromium was found, and none could be installed. Install it (Debian: `apt-get install chromium`; any system: `npx playwright install --with-deps chromium`), or set OUNCE_CHROMIUM to its program file.',
  );
}

function usualSources(): BrowserSources {
  return {
    named: process.env['OUNCE_CHROMIUM'] || undefined,
    places: [chromium.executablePath(), ...systemPlaces],
    installers: process.platform === 'linux' && process.getuid?.() === 0 ? [byPlaywright, byApt] : [byPlaywright],
  };
}

const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files\\Chromium\\Application\\chrome.exe',
];

const byPlaywright: Installer = {
  name: 'Playwright',
  install: () =>
    execute(
      process.execPath,
      [fileURLToPath(new URL('cli.js', import.meta.resolve('playwright/package.json'))), 'install', 'chromium'],
      { timeout: 300_000 },
    ),
};

const byApt: Installer = {
  name: 'apt-get',
  install: async () => {
    const options = {
      timeout: 600_000,
      maxBuffer: 2 ** 26,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    await execute('apt-get', ['update'], options);
    await execute('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  },
};

async function firstThatRuns(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) if (await runs(place)) return place;
  return undefined;
}

/** Being there is not enough: some systems put a program in that place that only says how to install one. */
async function runs(program: string): Promise<boolean> {
  if (!existsSync(program)) return false;
  // There it would open a window.
  if (process.platform === 'win32') return true;
  return execute(program, ['--version'], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}
