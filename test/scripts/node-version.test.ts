import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeRunsOunce, nodeTooOld, noNodeFor } from '../../scripts/starter/node-version.js';

test('nodeTooOld() names the version found, the one wanted and what to do', () => {
  assert.equal(
    nodeTooOld('v18.19.0'),
    'Cannot start Ounce: this is Node v18.19.0, and Node 20 or newer is needed. Install Node 24 from https://nodejs.org and run the command again.',
  );
});

test('nodeTooOld() is content with Node 20 and newer, and not with what it can not read', () => {
  for (const version of ['v20.0.0', 'v22.12.0', 'v24.21.0', 'v100.1.0']) assert.equal(nodeTooOld(version), undefined);
  for (const version of ['v19.9.9', 'v8.0.0', '']) assert.match(nodeTooOld(version) ?? '', /^Cannot start Ounce/);
});

test('nodeRunsOunce() is true from Node 24 on', () => {
  assert.deepEqual(['v20.20.2', 'v23.11.0', 'v24.0.0', 'v26.1.0'].map(nodeRunsOunce), [false, false, true, true]);
});

test('noNodeFor() names the version, the platform and what to do', () => {
  assert.match(noNodeFor('v20.20.2', 'darwin-arm64'), /Node v20\.20\.2.*darwin-arm64.*Install Node 24/);
});
