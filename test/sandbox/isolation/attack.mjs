/**
 * An attacker who runs native code in a worker: Node without its permissions, which can do what a C program could.
 * Prints what it reached, as JSON. Arguments: a secret file, the pid of a process with a secret in its environment,
 * a port that listens on this machine, a file to write.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync, symlinkSync } from 'node:fs';
import net from 'node:net';

const [secretFile, otherPid, port, target] = process.argv.slice(2);
const reached = {};
const attempt = async (name, act) => {
  try {
    reached[name] = (await act()) ?? true;
  } catch {
    reached[name] = false;
  }
};

await attempt('file', () => readFileSync(secretFile, 'utf8'));
await attempt('passwords', () => readFileSync('/etc/passwd', 'utf8').length > 0);
await attempt('environment', () => 'PLANTED' in process.env);
await attempt('otherEnvironment', () => readFileSync(`/proc/${otherPid}/environ`, 'utf8').includes('PLANTED'));
await attempt('otherProcesses', () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length > 4);
await attempt('socket', () => connect(Number(port)));
await attempt('fork', () => spawnSync(process.execPath, ['--version']).status === 0);
await attempt('write', () => (writeFileSync(target, 'x'), true));
await attempt('fill', () => (writeFileSync('/tmp/ounce-fill', Buffer.alloc(8 * 1024 * 1024)), true));
await attempt('link', () => (symlinkSync('/etc', `${target}.link`), true));
await attempt('signal', () => process.kill(Number(otherPid), 'SIGTERM'));
console.log(JSON.stringify(reached));
process.exit(0);

function connect(number) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(number, '127.0.0.1', () => resolve(true));
    socket.on('error', reject);
  });
}
