import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { runStages } from '../../scripts/run-stages.ts';

const runTestsModule = new URL('../../scripts/run-tests.ts', import.meta.url).href;

test('runTests() counts what passed, failed and was skipped', async () => {
  const text =
    "import { test } from 'node:test'; test('a', () => {}); test('b', () => { throw new Error('no'); }); test('c', { skip: true }, () => {});";
  assert.deepEqual(await countsOf(text), { passed: 1, failed: 1, skipped: 1, stopped: false });
});

test('runTests() counts a file that can not be loaded, and a file without tests, as failed', async () => {
  assert.deepEqual(await countsOf("import './nowhere.ts';"), { passed: 0, failed: 1, skipped: 0, stopped: false });
  assert.deepEqual(await countsOf('export {};'), { passed: 0, failed: 1, skipped: 0, stopped: false });
});

test('runTests() counts nothing for a file whose tests are not asked for', async () => {
  const text = "import { test } from 'node:test'; test('a', () => {}); ";
  assert.deepEqual(await countsOf(text, ['b']), { passed: 0, failed: 0, skipped: 0, stopped: false });
  assert.deepEqual(await countsOf(text, ['a']), { passed: 1, failed: 0, skipped: 0, stopped: false });
});

test('runStages() counts, runs everything whatever fails, and shows the output of failures only', async (t) => {
  const said: string[] = [];
  t.mock.method(console, 'log', (line: string) => said.push(line));
  const node = (code: string): [string, string, string] => [process.execPath, '-e', code];
  const stages = [
    { name: 'fails', command: node("console.log('the reason'); process.exit(1)") },
    { name: 'is missing', command: ['/nowhere/program'] as [string] },
    { name: 'passes', command: node("console.log('chatter')") },
  ];
  assert.deepEqual(await runStages(stages, tmpdir(), 2), { passed: 1, failed: 2 });
  assert.match(said.join('\n'), /fails +failed, \d+\.\d s/);
  assert.match(said.join('\n'), /the reason/);
  assert.doesNotMatch(said.join('\n'), /chatter/);
});

test('runTests() takes the files down with it when it is stopped', async () => {
  const { program, env } = programOf(
    "import { test } from 'node:test'; test('slow', () => new Promise(() => { setInterval(() => console.log('slow ' + process.pid), 50); }));",
    [],
  );
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    if (!child.killed && output.includes('slow ')) child.kill('SIGTERM');
  }
  assert.deepEqual(JSON.parse(output.trim().split('\n').at(-1) ?? ''), {
    passed: 0,
    failed: 1,
    skipped: 0,
    stopped: true,
  });
  const pid = Number(/slow (\d+)/.exec(output)?.[1]);
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});

async function countsOf(text: string, namePatterns: string[] = []): Promise<unknown> {
  const { program, env } = programOf(text, namePatterns);
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** A process of its own: node:test does not run inside a test. */
function programOf(text: string, namePatterns: string[]): { program: string; env: NodeJS.ProcessEnv } {
  const root = mkdtempSync(path.join(tmpdir(), 'ounce-run-tests-'));
  writeFileSync(path.join(root, 'one.test.ts'), text);
  const program = path.join(root, 'program.mts');
  const run = `await runTests({ files: ['one.test.ts'], namePatterns: ${JSON.stringify(namePatterns)} }, ${JSON.stringify(root)})`;
  writeFileSync(
    program,
    `import { runTests } from '${runTestsModule}'; const counts = ${run}; console.log('\\n' + JSON.stringify(counts));`,
  );
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  return { program, env };
}
