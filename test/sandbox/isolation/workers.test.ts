/** Real workers of a real grader, looked at from outside: what the machine says holds them. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GraderError, openGrader, type Grader } from '@ounce/sandbox';
import { findRungs } from '../../../sandbox/src/isolation/find-rungs.ts';
import { workersUser } from '../../../sandbox/src/isolation/own-user.ts';
import { processClasses } from '../../../sandbox/src/isolation/process-class.ts';
import { cacheFolder, makeExercise, verdictOn } from '../probe-exercise.ts';
import { descendantsOf, linkOf, pidsOf, soon, textOf } from '../processes.ts';
import { findOrInstall, openScene, type Scene } from './scene.ts';
import { onlyTools, pathWith } from './tools.ts';

const linux = { skip: process.platform !== 'linux' && 'only Linux has these layers' };
let scene: Scene;
before(async () => {
  if (!linux.skip) scene = await openScene();
});
after(() => scene?.close());

const right = 'export const solve = (n: number): number => n * 2;';

test('the workers of a strong grader have nothing of ours', linux, async (t) => {
  const grader = await openOrSkip(t, 'strict');
  if (!grader) return;
  assert.match(grader.sandbox, /^Sandbox: strong \(.*bubblewrap, seccomp.*\)\.$/);
  assert.equal((await verdictOn(grader, right)).status, 'passed');
  const workers = nodesBelow(process.pid);
  assert.equal(workers.length, 4, 'a worker, a compiler, and a spare of each');
  for (const pid of workers) {
    assert.match(textOf(pid, 'environ'), /^(PWD=\/\0)?$/, 'its environment, in which bubblewrap sets where it is');
    for (const namespace of ['net', 'pid', 'mnt', 'user', 'ipc', 'uts', 'cgroup']) {
      assert.notEqual(linkOf(pid, `ns/${namespace}`), linkOf(process.pid, `ns/${namespace}`), namespace);
    }
    const status = textOf(pid, 'status');
    assert.match(status, /^Seccomp:\t2$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
    for (const set of ['CapEff', 'CapPrm', 'CapInh', 'CapAmb', 'CapBnd'])
      assert.match(status, new RegExp(`^${set}:\t0+$`, 'm'));
    if (process.getuid?.() === 0) {
      assert.match(status, new RegExp(`^Uid:\t${Array(4).fill(workersUser).join('\t')}$`, 'm'));
      assert.match(status, /^Groups:\t *$/m);
    }
    const mounts = textOf(pid, 'mountinfo').trim().split('\n');
    assert.deepEqual(
      mounts.filter((line) => !/^\S+ \S+ \S+ \S+ \S+ ro[, ]/.test(line)),
      [],
      'mounts that can be written',
    );
    assert.deepEqual(
      mounts.filter((line) => / - (proc|sysfs|devtmpfs|devpts|cgroup2?) /.test(line)),
      [],
    );
  }
});

test('the workers of every grader have the limits of their class', linux, async (t) => {
  if (!findOrInstall('prlimit', ['util-linux'])) return t.skip('not possible here: prlimit is not installed');
  const grader = await openOrSkip(t, 'best');
  if (!grader) return;
  const kinds = { js: processClasses.js, compiler: processClasses.compiler };
  const found = nodesBelow(process.pid).map((pid) => {
    const jitless = textOf(pid, 'cmdline').split('\0').includes('--jitless');
    const { dataMb, cpuSeconds } = kinds[jitless ? 'js' : 'compiler'];
    const most = textOf(pid, 'limits');
    assert.match(most, limit('data size', dataMb * 1024 * 1024));
    assert.match(most, limit('cpu time', cpuSeconds));
    assert.match(most, limit('core file size', 0));
    assert.match(most, limit('file size', 0));
    assert.match(most, limit('open files', 256));
    assert.match(most, limit('stack size', 8 * 1024 * 1024));
    return jitless;
  });
  assert.deepEqual(found.sort(), [false, false, true, true]);
});

test('JavaScript outside the isolate is held by the permissions of its process', linux, async (t) => {
  const code = `const { readFileSync } = require('node:fs');
const tries = {
  reads: () => readFileSync('/etc/passwd'),
  starts: () => { const { error } = require('node:child_process').spawnSync('/bin/true'); if (error) throw error; },
  threads: () => new (require('node:worker_threads').Worker)('0', { eval: true }),
};
for (const [name, act] of Object.entries(tries)) try { act(); console.log(name); } catch (error) { console.log(name, error.code); }`;
  const run = (flags: readonly string[]): string =>
    spawnSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8' }).stdout;
  assert.equal(run([]), 'reads\nstarts\nthreads\n', 'what is impossible anyway proves nothing');
  const grader = await openOrSkip(t, 'best');
  if (!grader) return;
  for (const pid of nodesBelow(process.pid)) {
    const flags = textOf(pid, 'cmdline')
      .split('\0')
      .filter((word) => word.startsWith('--'));
    const denied = 'ERR_ACCESS_DENIED';
    assert.equal(run(flags), `reads ${denied}\nstarts ${denied}\nthreads ${denied}\n`);
  }
});

test('a worker without a just-in-time compiler has no memory of its own that can be executed', linux, async (t) => {
  const grader = await openOrSkip(t, 'best');
  if (!grader) return;
  assert.equal((await verdictOn(grader, right)).status, 'passed');
  const workers = nodesBelow(process.pid).filter((pid) => textOf(pid, 'cmdline').includes('--jitless'));
  assert.equal(workers.length, 2);
  for (const pid of workers) {
    const executable = textOf(pid, 'maps')
      .split('\n')
      .filter((line) => /^\S+ ..x/.test(line));
    assert.notDeepEqual(executable, []);
    assert.deepEqual(
      executable.filter((line) => !/ (\/|\[vdso\]|\[vsyscall\])/.test(line)),
      [],
    );
    assert.deepEqual(
      executable.filter((line) => /^\S+ .wx/.test(line)),
      [],
    );
  }
});

test(
  'openGrader() without the strong layers refuses to be strict, and names what is missing and what to do',
  linux,
  async (t) => {
    onlyTools(t, ['prlimit', 'setpriv', 'unshare']);
    await assert.rejects(openGrader({ exercises: [], cacheFolder, sandbox: 'strict' }), (error) => {
      assert.ok(error instanceof GraderError);
      assert.equal(error.code, 'SANDBOX_WEAK');
      assert.match(
        error.message,
        /OUNCE_SANDBOX=strict.*bwrap is not installed\. Install bubblewrap.*ounce doctor.*OUNCE_SANDBOX=best/,
      );
      return true;
    });
    await soon('no worker was started', () => nodesBelow(process.pid).length === 0);
  },
);

test(
  'openGrader() does without a user of its own where that user could not read the grader’s files',
  linux,
  async (t) => {
    if (process.getuid?.() !== 0) return t.skip('not possible here: only root can give workers a user of their own');
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-cache-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const grader = await openGrader({ exercises: [await makeExercise()], cacheFolder: folder, workers: 1 });
    t.after(() => grader.close());
    assert.equal((await verdictOn(grader, right)).status, 'passed');
    assert.doesNotMatch(grader.sandbox, /a user of its own/);
    const { ownUser } = await findRungs([path.join(folder, '.')]);
    assert.deepEqual(ownUser, { works: false, why: `user ${workersUser} may not read ${path.join(folder, '.')}` });
  },
);

for (const tools of [['prlimit', 'setpriv', 'unshare'], ['setpriv'], []]) {
  test(
    `openGrader() with ${tools.join(', ') || 'no tool'} makes do, grades, and says how little holds`,
    linux,
    async (t) => {
      onlyTools(t, tools);
      const grader = await openOrSkip(t, 'best');
      assert.ok(grader);
      assert.equal((await verdictOn(grader, right)).status, 'passed');
      assert.match(
        grader.sandbox,
        /^Sandbox: (weak|NONE for native code) \(.*\).*"npm exec -- ounce doctor" says more\.$/,
      );
    },
  );
}

for (const tools of [
  ['prlimit', 'setpriv', 'unshare', 'bwrap'],
  ['prlimit', 'bwrap'],
  ['setpriv', 'unshare'],
  ['setpriv'],
]) {
  test(`a worker that lingers dies with its parent behind ${tools.join(', ')}`, linux, async (t) => {
    const missing = tools.filter((tool) => !findOrInstall(tool, ['bubblewrap', 'util-linux']));
    if (missing.length > 0) return t.skip(`not possible here: ${missing.join(', ')} can't be installed`);
    const { command } = scene.command();
    const before = pidsOf(command).length;
    const parent = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./lingering-parent.ts')), command], {
      env: { PATH: pathWith(t, tools) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => parent.kill('SIGKILL'));
    const [level] = (await once(parent.stdout, 'data')) as [Buffer];
    t.diagnostic(String(level).trim());
    await soon('the worker runs', () => pidsOf(command).length > before);
    parent.kill('SIGKILL');
    await soon('the worker is gone', () => pidsOf(command).length === before);
  });
}

/** Those of the grader's processes that run Node, not what stands before them. */
function nodesBelow(pid: number): number[] {
  return descendantsOf(pid).filter(
    (one) => linkOf(one, 'exe')?.endsWith('/node') && textOf(one, 'cmdline').includes('--permission'),
  );
}

async function openOrSkip(t: TestContext, sandbox: 'strict' | 'best'): Promise<Grader | undefined> {
  if (sandbox === 'strict') {
    findOrInstall('bwrap', ['bubblewrap']);
    const { bubblewrap, seccomp } = await findRungs([cacheFolder]);
    const gap = [bubblewrap, seccomp].find(({ works }) => !works);
    if (gap?.works === false) return (t.skip(`not possible here: ${gap.why}`), undefined);
  }
  const grader = await openGrader({ exercises: [await makeExercise()], cacheFolder, workers: 1, sandbox });
  t.after(() => grader.close());
  return grader;
}

function limit(name: string, value: number): RegExp {
  return new RegExp(`^Max ${name} +${value} +${value} `, 'm');
}
