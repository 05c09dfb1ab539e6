import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root, runOunce } from './run-ounce.ts';

const ids = readdirSync(path.join(root, 'exercises'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test('ounce list shows every exercise in a line of its own', async () => {
  const { code, stdout, stderr } = await runOunce(['list']);
  assert.deepEqual([code, stderr], [0, '']);
  const lines = stdout.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ids.sort(),
  );
  assert.match(stdout, /^order-quantity +fix +CWE-1284 +5 min {2}The order that pays the customer$/m);
});

test('ounce list --json prints one document', async () => {
  const { code, stdout, stderr } = await runOunce(['list', '--json']);
  assert.deepEqual([code, stderr], [0, '']);
  const { version, exercises } = JSON.parse(stdout) as { version: number; exercises: { id: string }[] };
  assert.equal(version, 1);
  assert.deepEqual(
    exercises.map(({ id }) => id),
    ids.sort(),
  );
  assert.deepEqual(
    exercises.find(({ id }) => id === 'order-quantity'),
    {
      id: 'order-quantity',
      kind: 'fix',
      module: 'start',
      weakness: ['CWE-1284', 'CWE-20'],
      minutes: 5,
      title: 'The order that pays the customer',
    },
  );
});

test('ounce list refuses arguments that it does not know, and ends with 2', async () => {
  for (const args of [
    ['list', '--jsn'],
    ['list', 'order-quantity'],
  ]) {
    const { code, stdout, stderr } = await runOunce(args);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /Try "ounce help list"/);
  }
});
