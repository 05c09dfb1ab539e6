/** What an attacker could reach on this machine, planted for one test file, and the attacker itself. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Writable } from 'node:stream';
import type { Command } from '../../../sandbox/src/isolation/command.ts';
import { aloneAttacks } from './attacks.ts';

export interface Scene {
  /** The attacker, with what it needs to know. */
  command(...args: readonly string[]): Command;
  /** The attacks that reached what they wanted, of those named, behind what shuts them in. */
  reached(names: readonly string[], setting: Setting): Promise<ReadonlySet<string>>;
  close(): void;
}

export interface Setting {
  shut: (command: Command) => Command;
  /** The attacker loads this filter itself. */
  filter?: Buffer;
  environment?: Record<string, string>;
}

/** Plants secrets in a file, in another process's environment and memory, and behind four kinds of socket. */
export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-attack-'));
  chmodSync(folder, 0o755);
  const attacker = path.join(folder, 'attacker');
  compile(attacker);
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, 'planted-in-a-file', { mode: 0o600 });
  const writable = path.join(folder, 'writable');
  mkdirSync(writable);
  chmodSync(writable, 0o777);

  const unix = path.join(writable, 'socket');
  const abstract = `ounce-attack-${process.pid}`;
  const tcp = await serve({ port: 0, host: '127.0.0.1' });
  const servers = [tcp, await serve({ path: unix }), await serve({ path: `\0${abstract}` })];
  chmodSync(unix, 0o777);
  const udp = dgram.createSocket('udp4', (_message, from) => udp.send('planted-by-udp', from.port, from.address));
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');

  const victim = spawn(attacker, ['victim'], {
    env: { SECRET: 'planted-elsewhere' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = (await once(victim.stdout, 'data')) as [Buffer];
  const facts = {
    self: attacker,
    file: secret,
    folder: writable,
    victim: victim.pid,
    address: String(address).trim(),
    parent: process.pid,
    tcp: (tcp.address() as net.AddressInfo).port,
    udp: udp.address().port,
    unix,
    abstract,
  };
  const command = (...args: readonly string[]): Command => ({ command: attacker, args });

  /** The names that one process said it reached. */
  const run = async (names: readonly string[], { shut, filter, environment }: Setting): Promise<string[]> => {
    const args = Object.entries(facts).map(([key, value]) => `${key}=${value}`);
    const output = await outputOf(
      shut(command(...(filter ? ['--filter'] : []), ...args, ...names)),
      filter,
      environment,
    );
    assert.doesNotMatch(output, /is no attack/);
    return output.split('\n').flatMap((line) => (/ reached$/.test(line) ? [line.replace(/ reached$/, '')] : []));
  };

  return {
    command,
    async reached(names, setting) {
      const together = names.filter((name) => !aloneAttacks.includes(name));
      const alone = names.filter((name) => aloneAttacks.includes(name));
      const reached = await run(together, setting);
      for (const name of alone) reached.push(...(await run([name], setting)));
      return new Set(reached);
    },
    close() {
      victim.kill('SIGKILL');
      for (const server of servers) server.close();
      udp.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What the attacker printed; it must have come as far as its first line. */
export async function outputOf(
  { command, args, filter }: Command,
  ownFilter?: Buffer,
  environment: Record<string, string> = {},
): Promise<string> {
  const given = filter ?? ownFilter;
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe', given ? 'pipe' : 'ignore'],
    env: environment,
    cwd: '/',
  });
  if (given) (child.stdio[3] as Writable).on('error', () => undefined).end(given);
  const [output, complaint] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  assert.match(output, /^started$/m, `the attacker could not even start: ${complaint}`);
  return output;
}

function serve(where: net.ListenOptions): Promise<net.Server> {
  const server = net.createServer((socket) => socket.on('error', () => undefined).end('planted-behind-a-socket'));
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(where, () => resolve(server));
  });
}

/** A program without libraries, so that it starts wherever Node does. */
function compile(target: string): void {
  const compiler = findOrInstall('cc', ['gcc', 'libc6-dev']);
  assert.ok(compiler, 'These tests need a C compiler: install gcc and libc6-dev');
  const source = path.join(import.meta.dirname, 'attacker.c');
  const { status, stderr } = spawnSync(compiler, ['-static', '-O1', '-pthread', '-o', target, source], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

/** Where a program stands; as root it is installed when it is missing. */
export function findOrInstall(name: string, packages: readonly string[]): string | undefined {
  const find = (): string | undefined =>
    ['/usr/local/bin', '/usr/bin', '/bin'].map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  const found = find();
  if (found !== undefined || process.getuid?.() !== 0) return found;
  spawnSync('apt-get', ['update'], { stdio: 'ignore', timeout: 120_000 });
  spawnSync('apt-get', ['install', '-y', ...packages], { stdio: 'ignore', timeout: 300_000 });
  return find();
}
