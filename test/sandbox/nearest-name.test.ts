import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nearestName } from '@ounce/sandbox';

const known = ['order-quantity', 'customer-search', 'profile-page', 'static-files'];

test('nearestName() finds what was most likely meant', () => {
  const typed = {
    'order-quantity': 'order-quantity',
    'oder-quantity': 'order-quantity',
    orderquantity: 'order-quantity',
    'ORDER-QUANTITY': 'order-quantity',
    quantity: 'order-quantity',
    'profil-pag': 'profile-page',
    'static-file': 'static-files',
    'costumer-serach': 'customer-search',
  };
  for (const [text, name] of Object.entries(typed)) assert.equal(nearestName(text, known), name, text);
});

test('nearestName() finds nothing when nothing is near', () => {
  for (const text of ['', 'x', 'something-else-entirely', '../../etc/passwd'])
    assert.equal(nearestName(text, known), undefined, text);
  assert.equal(nearestName('order-quantity', []), undefined);
});

test('nearestName() finds a short name only by a small mistake', () => {
  assert.equal(nearestName('xs', ['xss']), 'xss');
  assert.equal(nearestName('abcdef', ['xss']), undefined);
});

test('nearestName() takes any text, however long, and gives back a known name or nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const name = nearestName(text, known);
      assert.ok(name === undefined || known.includes(name));
    }),
    { seed: 1 },
  );
  assert.equal(nearestName('x'.repeat(1_000_000), known), undefined);
});
