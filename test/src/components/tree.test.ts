import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branch } from '#src/components/tree/tree.ts';

test('branch() takes classes from the tag and leaves out what is not there', () => {
  assert.deepEqual(branch('p.lead.wide', { id: 'a', title: undefined }, 'text', false, undefined, ['b', ['c']]), {
    tag: 'p',
    attributes: { class: 'lead wide', id: 'a' },
    children: ['text', 'b', 'c'],
  });
});
