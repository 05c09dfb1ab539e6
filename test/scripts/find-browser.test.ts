import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findBrowser } from '../../scripts/find-browser.ts';

// Node answers --version as a browser does, so a link to it stands for one that runs.
const options = { skip: process.platform === 'win32' && 'links need rights there' };

test('findBrowser() takes the one that is named before all others', options, async () => {
  const [named, usual] = [runs(), runs()];
  assert.equal(await findBrowser({ named, places: [usual], installers: [] }), named);
});

test('findBrowser() refuses a named one that does not run, rather than take another', options, async () => {
  for (const named of ['/nowhere/chromium', onlyAdvises()]) {
    const refusal = { code: 'BROWSER_MISSING', message: new RegExp(`OUNCE_CHROMIUM is "${named}"`) };
    await assert.rejects(findBrowser({ named, places: [runs()], installers: [] }), refusal);
  }
});

test('findBrowser() takes the first place whose program runs', options, async () => {
  const [first, second] = [runs(), runs()];
  const places = ['/nowhere/chromium', onlyAdvises(), first, second];
  assert.equal(await findBrowser({ named: undefined, places, installers: [] }), first);
});

test('findBrowser() installs only when there is none, one way after the other', options, async () => {
  const place = path.join(mkdtempSync(path.join(tmpdir(), 'ounce-browser-')), 'chromium');
  const tried: string[] = [];
  const installer = (name: string, install: () => void) => ({
    name,
    install: () => {
      tried.push(name);
      return Promise.resolve().then(install);
    },
  });
  const fails = installer('one that fails', () => {
    throw new Error('no network');
  });
  const works = installer('one that works', () => symlinkSync(process.execPath, place));
  const never = installer('one too many', () => undefined);
  const sources = { named: undefined, places: [place], installers: [fails, works, never] };
  assert.equal(await findBrowser(sources), place);
  assert.equal(await findBrowser(sources), place);
  assert.deepEqual(tried, ['one that fails', 'one that works']);
});

test('findBrowser() says what to install when there is no way left', options, async () => {
  const refusal = { code: 'BROWSER_MISSING', message: /apt-get install chromium.*playwright install.*OUNCE_CHROMIUM/ };
  await assert.rejects(findBrowser({ named: undefined, places: [], installers: [] }), refusal);
});

function runs(): string {
  const place = path.join(mkdtempSync(path.join(tmpdir(), 'ounce-browser-')), 'chromium');
  symlinkSync(process.execPath, place);
  return place;
}

function onlyAdvises(): string {
  const place = path.join(mkdtempSync(path.join(tmpdir(), 'ounce-browser-')), 'chromium');
  writeFileSync(place, '#!/bin/sh\necho "Install it with snap" >&2\nexit 1\n');
  chmodSync(place, 0o755);
  return place;
}
