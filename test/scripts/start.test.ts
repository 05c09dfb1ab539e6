import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { explainFailure } from '../../scripts/explain-failure.ts';
import { portProblem } from '../../scripts/port-problem.ts';
import { pathWith } from '../sandbox/isolation/tools.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('portProblem() is silent about a free port, twice, and names a taken one with what to do', async () => {
  const { server, port } = await listen();
  assert.equal(
    await portProblem(port, '127.0.0.1'),
    `Cannot start: port ${port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another port: PORT=${port + 1} npm start`,
  );
  server.close();
  await once(server, 'close');
  assert.equal(await portProblem(port, '127.0.0.1'), undefined);
  assert.equal(await portProblem(port, '127.0.0.1'), undefined);
});

test('portProblem() names an address that this machine has not', async () => {
  assert.match((await portProblem(0, '203.0.113.7')) ?? '', /nothing can listen on 203\.0\.113\.7.*Set HOST/);
});

test('npm start tells a taken port at once, in one line, before it builds', async () => {
  const { server, port } = await listen();
  const { code, stdout, stderr } = await start({ HOST: '127.0.0.1', PORT: String(port) });
  server.close();
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^Cannot start: port \d+ on 127\.0\.0\.1 is taken\. .*\n$/);
});

test('npm start tells a wrong variable by its name, in one line', async () => {
  const { code, stderr } = await start({ PORT: 'http' });
  assert.equal(code, 1);
  assert.match(stderr, /^Cannot start: PORT is "http".*\n$/);
});

test('npm start refuses a strict sandbox that this machine has not, before it builds, and says what is missing', async (t) => {
  const { code, stdout, stderr } = await start({ PORT: '0', OUNCE_SANDBOX: 'strict', PATH: pathWith(t, []) });
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^Cannot start: the sandbox is not strong enough \(OUNCE_SANDBOX=strict\)\. .*\n$/);
  if (process.platform === 'linux') assert.match(stderr, /bwrap is not installed\. Install bubblewrap/);
});

test('explainFailure() names a missing file and how to get it back', () => {
  const file = path.join(root, 'src', 'host.ts');
  const missing = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', path: file });
  assert.equal(
    explainFailure(missing, root),
    'Cannot start: src/host.ts is missing. Get it back with `git checkout -- src/host.ts`.',
  );
});

test('explainFailure() names a missing module, of ours and of a package', async () => {
  const late = (specifier: string): Promise<unknown> => import(specifier);
  const ours = await late('../../scripts/nowhere.ts').catch((error: unknown) => error);
  assert.equal(
    explainFailure(ours, root),
    'Cannot start: scripts/nowhere.ts is missing. Get it back with `git checkout -- scripts/nowhere.ts`.',
  );
  const foreign = await late('no-such-package-anywhere').catch((error: unknown) => error);
  assert.equal(
    explainFailure(foreign, root),
    'Cannot start: the package no-such-package-anywhere is missing. Install the packages again with `npm ci`.',
  );
});

test('explainFailure() keeps the stack of what nobody expected', () => {
  assert.match(explainFailure(new TypeError('x is undefined'), root), /TypeError: x is undefined\n\s+at /);
  assert.match(explainFailure(Object.assign(new Error('odd'), { code: 'ERR_INVALID_ARG_TYPE' }), root), /odd\n\s+at /);
});

async function listen(): Promise<{ server: net.Server; port: number }> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return { server, port: address.port };
}

function start(environment: Record<string, string>): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { ...process.env, ...environment }, timeout: 60_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/start.ts'], options, (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    );
  });
}
