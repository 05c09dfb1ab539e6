import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { runUnder } from '../../scripts/starter/run-under.js';

const root = path.resolve(import.meta.dirname, '../..');
const starter = path.join(root, 'scripts', 'starter.js');
const module = new URL('../../scripts/starter/run-under.js', import.meta.url).href;

test('runUnder() gives back the exit code, or 128 and the number of the signal', async () => {
  assert.equal(await runUnder([process.execPath], ['-e', 'process.exit(7)'], root), 7);
  assert.equal(await runUnder([process.execPath], ['-e', 'process.kill(process.pid, "SIGKILL")'], root), 137);
});

test('runUnder() goes on to the next Node when one does not start, and says so when none does', async () => {
  assert.equal(await runUnder(['/nowhere/node', process.execPath], ['-e', 'process.exit(3)'], root), 3);
  await assert.rejects(runUnder(['/nowhere/node'], ['-e', ''], root), {
    code: 'SET_UP_FAILED',
    message: /Install Node 24/,
  });
});

test('runUnder() puts the programs of the packages first on the path', async () => {
  const wanted = JSON.stringify(path.join(root, 'node_modules', '.bin'));
  const script = `process.exit(process.env.PATH.startsWith(${wanted}) ? 0 : 1)`;
  assert.equal(await runUnder([process.execPath], ['-e', script], root), 0);
});

test('runUnder() passes a signal on and waits for what comes of it', async () => {
  const inner = `process.on('SIGTERM', () => process.exit(42)); setInterval(() => {}, 1000); console.log('ready');`;
  const outer = `import { runUnder } from ${JSON.stringify(module)}; process.exit(await runUnder([process.execPath], ['-e', ${JSON.stringify(inner)}], '.'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', outer], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [42, null]);
});

test(
  'runUnder() ends what it runs when npm is killed, and the shell in between with it',
  { skip: process.platform === 'win32' },
  async () => {
    const inner = `process.on('SIGTERM', () => { console.log('ended'); process.exit(0); }); setInterval(() => {}, 1000); console.log('ready');`;
    const outer = `import { runUnder } from ${JSON.stringify(module)}; process.exit(await runUnder([process.execPath], ['-e', ${JSON.stringify(inner)}], '.'));`;
    const env = { ...process.env, npm_lifecycle_event: 'start', NODE: process.execPath, OUTER: outer };
    const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$OUTER"; true'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    const [said] = (await once(shell.stdout, 'data')) as [Buffer];
    assert.equal(said.toString(), 'ended\n');
  },
);

test('the starter refuses an unknown command with a list of those there are, and exit code 2', async () => {
  const { code, stderr, stdout } = await new Promise<{ code: unknown; stderr: string; stdout: string }>((resolve) => {
    execFile(process.execPath, [starter, 'strat'], (error, stdout, stderr) =>
      resolve({ code: error?.code, stderr, stdout }),
    );
  });
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^Cannot run "strat": the commands are start, test, ok, .*\n$/);
});
