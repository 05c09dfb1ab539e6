import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, type Access } from '#src/domain/access.ts';

const table: Access = { '/papers': { GET: 'author', POST: 'operator' }, '/': { GET: 'anyone' } };

test('decide() lets in who is named and who may do more', () => {
  assert.deepEqual(decide(table, '/', 'GET', undefined), { outcome: 'may' });
  assert.deepEqual(decide(table, '/', 'HEAD', undefined), { outcome: 'may' });
  assert.deepEqual(decide(table, '/papers', 'GET', { role: 'author' }), { outcome: 'may' });
  assert.deepEqual(decide(table, '/papers', 'GET', { role: 'operator' }), { outcome: 'may' });
  assert.deepEqual(decide(table, '/papers', 'GET', { role: 'learner' }), { outcome: 'may-not', wanted: 'author' });
  assert.deepEqual(decide(table, '/papers', 'POST', { role: 'author' }), { outcome: 'may-not', wanted: 'operator' });
  assert.deepEqual(decide(table, '/papers', 'GET', undefined), { outcome: 'sign-in' });
});

test('decide() refuses what was not declared, whatever its name', () => {
  for (const route of ['/other', 'toString', '__proto__', 'constructor'])
    assert.deepEqual(decide(table, route, 'GET', { role: 'operator' }), { outcome: 'undeclared' });
  for (const method of ['DELETE', 'toString', 'constructor', 'get'])
    assert.deepEqual(decide(table, '/papers', method, { role: 'operator' }), {
      outcome: 'wrong-method',
      allow: ['GET', 'POST'],
    });
});
