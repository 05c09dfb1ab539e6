import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { readPasses, writePasses } from '#src/services/passes/passes-cookie.ts';

const secret = randomBytes(32);
const search = { id: 'customer-search', hash: 'a'.repeat(64) };

test('readPasses() reads what writePasses() wrote, and keeps earlier passes', () => {
  const first = writePasses({}, search, secret);
  const both = writePasses(readPasses(first, secret), { id: 'profile-page', hash: 'b'.repeat(64) }, secret);
  assert.deepEqual(readPasses(both, secret), { 'customer-search': 'a'.repeat(12), 'profile-page': 'b'.repeat(12) });
});

test('readPasses() takes a value that this installation did not write for none', () => {
  const value = writePasses({}, search, secret);
  const [payload = '', mac = ''] = value.split('.');
  const forged = Buffer.from('{"static-files":"aaaaaaaaaaaa"}').toString('base64url');
  for (const wrong of [undefined, '', '.', payload, `${payload}.`, `${forged}.${mac}`, `${payload}.${mac.slice(1)}`]) {
    assert.deepEqual(readPasses(wrong, secret), {}, String(wrong));
  }
  assert.deepEqual(readPasses(value, randomBytes(32)), {});
});
