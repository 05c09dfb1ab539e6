import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignReason, ownOrigins } from '#src/host/same-origin.ts';

const own = ownOrigins(undefined, 'localhost', 4321);

test('ownOrigins() are all names of this machine when none is configured, else only the one', () => {
  assert.deepEqual([...own], ['http://localhost:4321', 'http://127.0.0.1:4321', 'http://[::1]:4321']);
  assert.deepEqual([...ownOrigins('https://ounce.example', 'localhost', 4321)], ['https://ounce.example']);
  assert.ok(ownOrigins(undefined, 'localhost', 80).has('http://localhost'));
});

test('foreignReason() lets our own pages and programs without cookies through', () => {
  assert.equal(foreignReason({ origin: 'http://localhost:4321', 'sec-fetch-site': 'same-origin' }, own), undefined);
  assert.equal(foreignReason({ origin: 'http://127.0.0.1:4321' }, own), undefined);
  assert.equal(foreignReason({}, own), undefined);
});

const foreign: Record<string, Record<string, string>> = {
  'another site': { origin: 'https://evil.example' },
  'another port': { origin: 'http://localhost:4322' },
  'another scheme': { origin: 'https://localhost:4321' },
  'a sandboxed frame': { origin: 'null' },
  'a name that begins like ours': { origin: 'http://localhost:4321.evil.example' },
  'a neighbour by Sec-Fetch-Site': { origin: 'http://localhost:4321', 'sec-fetch-site': 'same-site' },
  'a cross-site request without Origin': { 'sec-fetch-site': 'cross-site' },
  'cookies without Origin': { cookie: 'ounce_passes=x' },
};
for (const [name, headers] of Object.entries(foreign)) {
  test(`foreignReason() refuses ${name}`, () => assert.ok(foreignReason(headers, own)));
}
