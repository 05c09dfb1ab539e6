import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { detectIsolation, type Isolation } from '@ounce/sandbox';

const attackFile = path.join(import.meta.dirname, 'attack.mjs');

/** What the attacker reached: with what shuts workers in, or without. */
async function attack(t: TestContext, isolation: Isolation | undefined): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-attack-'));
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, 'planted');
  const server = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const other: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    env: { SECRET: 'PLANTED' },
    stdio: 'ignore',
  });
  await once(other, 'spawn');
  t.after(() => {
    server.close();
    other.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    rmSync('/tmp/ounce-fill', { force: true });
  });
  const { port } = server.address() as net.AddressInfo;
  const plain = {
    command: process.execPath,
    args: [attackFile, secret, String(other.pid), String(port), path.join(folder, 'written')],
  };
  const { command, args, filter } = isolation ? isolation.shut(plain, [attackFile]) : { ...plain, filter: undefined };
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe', filter ? 'pipe' : 'ignore'],
    env: { PLANTED: '1' },
    cwd: '/',
  });
  if (filter) (child.stdio[3] as unknown as NodeJS.WritableStream).end(filter);
  let output = '';
  let complaint = '';
  child.stdout?.on('data', (text: Buffer) => (output += String(text)));
  child.stderr?.on('data', (text: Buffer) => (complaint += String(text)));
  await once(child, 'close');
  assert.notEqual(output, '', `the attacker could not even start: ${complaint}`);
  return JSON.parse(output) as Record<string, unknown>;
}

/** Bubblewrap, installed when that is possible. */
async function strongIsolation(): Promise<Isolation> {
  const found = await detectIsolation();
  if (found.strong || process.platform !== 'linux' || process.getuid?.() !== 0) return found;
  spawnSync('apt-get', ['update'], { stdio: 'ignore', timeout: 120_000 });
  spawnSync('apt-get', ['install', '-y', 'bubblewrap'], { stdio: 'ignore', timeout: 300_000 });
  return detectIsolation();
}

test(
  'an attacker with native code reaches everything when nothing shuts it in',
  { skip: process.platform !== 'linux' && 'needs Linux' },
  async (t) => {
    const reached = await attack(t, undefined);
    const held = Object.entries(reached).filter(([, value]) => value === false);
    assert.deepEqual(held, [], 'an attack that can’t succeed proves nothing');
  },
);

test('an attacker with native code in a worker reaches nothing of the machine', async (t) => {
  const isolation = await strongIsolation();
  if (!isolation.strong)
    return t.skip(`not possible here: ${isolation.layers.flatMap(({ why }) => why ?? []).join('; ')}`);
  const reached = Object.entries(await attack(t, isolation)).filter(([, value]) => value !== false);
  assert.deepEqual(reached, []);
});
