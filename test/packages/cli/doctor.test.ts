import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { harms } from '@ounce/sandbox';
import { findOrInstall } from '../../sandbox/isolation/scene.ts';
import { pathWith } from '../../sandbox/isolation/tools.ts';
import { runOnTerminal, runOunce } from './run-ounce.ts';

interface Document {
  version: number;
  strong: boolean;
  level: string;
  layers: { id: string; state: string; stops: string[]; why?: string; advice?: string }[];
  remains: string[];
}

const linux = { skip: process.platform !== 'linux' && 'only Linux has these layers' };

test(
  'ounce doctor without any tool ends with 1, and says for each layer why it is missing and what to do',
  linux,
  async (t) => {
    const { code, stdout, stderr } = await runOunce(['doctor'], { PATH: pathWith(t, []) });
    assert.deepEqual([code, stderr], [1, '']);
    assert.match(
      stdout,
      /✗ missing {2}Namespaces \(bubblewrap\)\n +Why: bwrap is not installed\.\n +Do: +Install bubblewrap/,
    );
    assert.match(stdout, /✗ missing {2}Resource limits\n +Why: prlimit is not installed\.\n +Do: +Install util-linux/);
    assert.match(stdout, /✗ missing {2}System call filter \(seccomp\)\n +Why: it needs bubblewrap\./);
    assert.match(stdout, /✓ active {3}V8 isolate/);
    assert.match(stdout, /^Nothing holds native code: .*not for a public site\.$/m);
    assert.match(stdout, /^Within reach of native code here: our user’s private files, /m);
  },
);

test('ounce doctor without bubblewrap calls the next best weak', linux, async (t) => {
  if (!findOrInstall('setpriv', ['util-linux'])) return t.skip('not possible here: util-linux is not installed');
  const { code, stdout } = await runOunce(['doctor', '--json'], {
    PATH: pathWith(t, ['prlimit', 'setpriv', 'unshare']),
  });
  const { strong, level, layers, remains } = JSON.parse(stdout) as Document;
  const state = (id: string): string | undefined => layers.find((layer) => layer.id === id)?.state;
  assert.deepEqual(
    [code, strong, state('bubblewrap'), state('seccomp'), state('limits')],
    [1, false, 'missing', 'missing', 'active'],
  );
  assert.equal(level, state('unshare') === 'active' || state('user') === 'active' ? 'weak' : 'none');
  assert.ok(remains.includes('files') && remains.includes('kernel'));
});

test('ounce doctor with the strong layers ends with 0', linux, async (t) => {
  const found = await strongDocument(t);
  if (!found) return;
  const { code, document } = found;
  assert.equal(code, 0);
  assert.deepEqual([document.version, document.strong, document.level], [1, true, 'strong']);
  assert.deepEqual(
    document.remains.filter((harm) => harm !== 'threads'),
    [],
  );
  const { stdout } = await runOunce(['doctor'], { PATH: process.env['PATH']! });
  assert.match(stdout, /^Strong: fit for a public site\.$/m);
  assert.match(stdout, /· unneeded Namespaces \(unshare\)\n +Bubblewrap does more\.$/m);
});

test(
  'ounce doctor --json names harms that are known, and a reason and an advice for all that is missing',
  linux,
  async (t) => {
    const { stdout } = await runOunce(['doctor', '--json'], { PATH: pathWith(t, []) });
    const { layers, remains } = JSON.parse(stdout) as Document;
    for (const harm of [...remains, ...layers.flatMap(({ stops }) => stops)])
      assert.ok(Object.hasOwn(harms, harm), harm);
    for (const { id, state, why, advice } of layers) {
      assert.equal(state === 'missing', Boolean(why && advice), id);
    }
  },
);

test('ounce doctor uses colour on a terminal, and keeps to its width', linux, async (t) => {
  const ended = await runOnTerminal(['doctor'], { PATH: `${pathWith(t, ['script', 'sh'])}`, SHELL: '/bin/sh' });
  if (ended === undefined) return t.skip('not possible here: util-linux’s script is not installed');
  assert.match(ended.stdout, /\u001b\[33m✗ missing/);
  const plain = ended.stdout.replaceAll(/\u001b\[\d+m/g, '').split(/\r?\n/);
  assert.deepEqual(
    plain.filter((line) => line.length > 100),
    [],
  );
});

async function strongDocument(t: TestContext): Promise<{ code: number | null; document: Document } | undefined> {
  findOrInstall('bwrap', ['bubblewrap']);
  const { code, stdout } = await runOunce(['doctor', '--json'], { PATH: process.env['PATH']! });
  const document = JSON.parse(stdout) as Document;
  if (document.strong) return { code, document };
  const gaps = document.layers.filter(({ state }) => state === 'missing').map(({ id, why }) => `${id}: ${why}`);
  t.skip(`not possible here: ${gaps.join('; ')}`);
  return undefined;
}
