import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Found } from '#src/domain/search.ts';
import { indexCourse } from '#src/services/search/index-course.ts';
import { searchCourse } from '#src/services/search/search-course.ts';
import { openPool } from '#src/db/client.ts';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as schema from '#src/db/schema.ts';
import { testDatabase } from '../../../database.ts';

const { db, pool } = await testDatabase();
const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-search-'));
after(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'entries.json');

const entries = [
  {
    key: 'lesson:sql/values',
    href: '/learn/sql/values',
    kind: 'lesson',
    title: 'Values and names',
    body: 'An injection into a query, CWE-89. A quote ends the text.',
  },
  {
    key: 'lesson:paths/inside',
    href: '/learn/paths/inside',
    kind: 'lesson',
    title: 'Staying inside a directory',
    body: 'The path climbs with dots; readFile follows. <script>alert(1)</script> is text.',
  },
  {
    key: 'exercise:search',
    href: '/exercises/search',
    kind: 'exercise',
    title: 'Injection in a search',
    body: 'The customer list tells “too much” in the runner’s club.',
  },
];

async function index(list: readonly object[]): Promise<number> {
  writeFileSync(file, JSON.stringify(list));
  return indexCourse(db, file);
}

async function find(text: string): Promise<readonly Found[]> {
  const search = await searchCourse(db, text);
  assert.equal(search.outcome, 'found', text);
  return search.outcome === 'found' ? search.found : [];
}

const hrefs = (found: readonly Found[]): string[] => found.map(({ href }) => href);

test('indexCourse() writes what changed, and nothing for the same', async () => {
  assert.equal(await index(entries), 3);
  assert.equal(await index(entries), 0);
  assert.equal(await index([...entries.slice(1), { ...entries[0], key: 'lesson:sql/other' }]), 2);
  assert.equal(await index(entries), 2);
});

test('five servers that start at once leave one index', async () => {
  writeFileSync(file, JSON.stringify(entries.slice(0, 2)));
  await Promise.all(Array.from({ length: 5 }, () => indexCourse(db, file)));
  assert.equal((await pool.query('select key from search_entries')).rowCount, 2);
  await index(entries);
});

test('searchCourse() finds words in any form, a title before a text, and the beginning of a word', async () => {
  assert.deepEqual(hrefs(await find('injections')), ['/exercises/search', '/learn/sql/values']);
  assert.deepEqual(hrefs(await find('inj')), ['/exercises/search', '/learn/sql/values']);
  assert.deepEqual(hrefs(await find('CWE-89')), ['/learn/sql/values']);
  assert.deepEqual(hrefs(await find('injection -customer')), ['/learn/sql/values']);
  assert.deepEqual(hrefs(await find('"ends the text"')), ['/learn/sql/values']);
  assert.deepEqual(hrefs(await find('“ends the text”')), ['/learn/sql/values']);
  assert.deepEqual(hrefs(await find('“too much”')), ['/exercises/search']);
  assert.deepEqual(hrefs(await find('runner’s club')), ['/exercises/search']);
  assert.deepEqual(hrefs(await find('script')), ['/learn/paths/inside']);
  assert.deepEqual(hrefs(await find('path traversal')), ['/learn/paths/inside']);
  assert.deepEqual(hrefs(await find('zzzz')), []);
});

test('searchCourse() marks what was found, and gives markup in a text as text', async () => {
  const [found] = await find('alert');
  assert.deepEqual(
    found?.excerpt.filter(({ hit }) => hit).map(({ text }) => text),
    ['alert'],
  );
  assert.match(found?.excerpt.map(({ text }) => text).join('') ?? '', /<script>alert\(1\)<\/script>/);
});

test('searchCourse() takes anything that can be typed', async () => {
  for (const text of [
    "'; drop table users; --",
    '\0',
    '\ud800',
    '"',
    '- -',
    '!|&:*()',
    '\u0001x\u0002',
    '%',
    'a'.repeat(5_000),
    'the',
    '…',
  ])
    assert.match((await searchCourse(db, text)).outcome, /^(?:found|empty)$/, JSON.stringify(text.slice(0, 20)));
});

test('searchCourse() says when the database is away', async () => {
  const nowhere = openPool({ host: folder, user: 'ounce', database: 'none' });
  after(() => nowhere.end());
  const search = await searchCourse(drizzle(nowhere, { schema }), 'injection');
  assert.deepEqual(search, { outcome: 'unavailable', query: 'injection' });
});
