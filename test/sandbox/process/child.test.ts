/** Processes that misbehave in every way that a pool must outlive: the slot returns, and nothing is left of them. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { startChild, type Allowance } from '../../../sandbox/src/process/child.ts';
import { Pool, type Turn } from '../../../sandbox/src/supervisor/pool.ts';
import { openScene, type Scene } from '../isolation/scene.ts';
import { descendantsOf, soon, zombiesOf } from '../processes.ts';

const linux = { skip: process.platform !== 'linux' && 'looks at /proc' };
const most: Allowance = { cpuMs: 30_000, memoryMb: 1_000, wallMs: 60_000 };
const obedient = path.join(import.meta.dirname, 'obedient.mjs');

let scene: Scene;
before(async () => {
  if (!linux.skip) scene = await openScene();
});
after(() => scene?.close());

const misbehaviours: readonly {
  name: string;
  code: string;
  allowed?: Partial<Allowance>;
  ends: string | RegExp;
}[] = [
  { name: 'ends', code: 'process.exit(3)', ends: /ended with code 3/ },
  { name: 'throws', code: 'throw new Error("oh")', ends: /oh/ },
  { name: 'is killed', code: 'process.kill(process.pid, "SIGKILL")', ends: /ended with SIGKILL/ },
  { name: 'is busy without end', code: 'for (;;);', allowed: { cpuMs: 300 }, ends: 'cpuMs' },
  {
    name: 'is busy in a builtin that can’t be interrupted',
    code: 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
    allowed: { cpuMs: 300 },
    ends: 'cpuMs',
  },
  {
    name: 'lets a process of its own be busy',
    code: 'spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }); wait()',
    allowed: { cpuMs: 600 },
    ends: 'cpuMs',
  },
  {
    name: 'grows outside the engine’s heap',
    code: 'const kept = []; setInterval(() => kept.push(Buffer.alloc(8e6, 1)), 5)',
    allowed: { memoryMb: 200 },
    ends: 'memoryMb',
  },
  {
    name: 'ignores SIGTERM and never answers',
    code: 'process.on("SIGTERM", () => {}); wait()',
    allowed: { wallMs: 200 },
    ends: 'wallMs',
  },
  {
    name: 'answers without an end of line',
    code: 'setInterval(() => process.stdout.write("x".repeat(1e5)), 1)',
    ends: /too long/,
  },
  {
    name: 'answers in more lines than one',
    code: 'process.stdout.write("1\\n2\\n"); wait()',
    ends: /without being asked/,
  },
  {
    name: 'complains without end',
    code: 'setInterval(() => process.stderr.write("x".repeat(1e4)), 1)',
    ends: /complained without end/,
  },
  { name: 'closes its output', code: 'fs.closeSync(1); wait()', ends: /ended with SIGKILL/ },
  {
    name: 'closes its input and its output',
    code: 'fs.closeSync(0); fs.closeSync(1); wait()',
    ends: /ended with SIGKILL/,
  },
  {
    name: 'leaves a process behind that holds its output',
    code: 'spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); wait(() => process.exit(0))',
    allowed: { wallMs: 1_500 },
    ends: 'wallMs',
  },
];

for (const { name, code, allowed, ends } of misbehaviours) {
  test(`a process that ${name} loses its slot to another, and leaves nothing`, linux, async (t) => {
    const pool = openPool(t);
    const turn = await pool.ask({ code }, { ...most, ...allowed });
    assert.match(endOf(turn), typeof ends === 'string' ? new RegExp(`^${ends}$`) : ends);
    assert.deepEqual(pool.state, { workers: 1, busy: 0, queued: 0 });
    for (const answer of ['1', '2']) assert.equal(textOf(await pool.ask({ code: `say(${answer})` }, most)), answer);
    pool.close();
    await nothingLeft();
  });
}

test('a process that answers a second time later is not asked again', linux, async (t) => {
  const pool = openPool(t);
  const first = textOf(await pool.ask({ code: 'say(process.pid); setTimeout(() => say("forged"), 50)' }, most));
  await soon('it was ended', () => !descendantsOf(process.pid).includes(Number(first)));
  assert.equal(textOf(await pool.ask({ code: 'say(2)' }, most)), '2');
});

test('a process that answers before it is asked has died', linux, async () => {
  const child = startChild({
    command: process.execPath,
    args: ['-e', 'console.log("forged"); setInterval(() => {}, 1000)'],
    mostReplyBytes: 100,
  });
  await soon('it was ended', () => !child.alive);
  assert.deepEqual(await child.ask({}, most), { outcome: 'died', why: 'it had ended before' });
  await nothingLeft();
});

test('a program that is not there has died, and says why', async () => {
  const child = startChild({ command: '/no/such/program', args: [], mostReplyBytes: 100 });
  assert.match(endOf(await child.ask({}, most)), /ENOENT/);
});

test('a pool replaces a process after so many jobs, and after a reply that it may not stay with', linux, async (t) => {
  const pool = openPool(t, { jobsPerProcess: 2, fitAfter: (reply) => reply !== '"broken"' });
  const pid = async (also = ''): Promise<string> => textOf(await pool.ask({ code: `${also}say(process.pid)` }, most));
  const pids = [await pid(), await pid(), await pid()];
  assert.equal(pids[0], pids[1]);
  assert.notEqual(pids[1], pids[2]);
  assert.equal(textOf(await pool.ask({ code: 'say("broken")' }, most)), '"broken"');
  assert.notEqual(await pid(), pids[2]);
  pool.close();
  await nothingLeft();
});

for (const [name, attack, ends] of [
  ['fills shared memory', 'shared-memory', 'memoryMb'],
  ['fills memory that grows like a stack', 'growing-memory', 'memoryMb'],
  ['starts threads without end', 'threads', /threads without end/],
] as const) {
  test(`native code that ${name} is ended by the watch alone`, linux, async () => {
    const child = startChild({ ...scene.command(attack, 'quiet'), mostReplyBytes: 100 });
    const reply = await child.ask({}, { ...most, memoryMb: 150 });
    assert.match(endOf(reply), new RegExp(ends));
    await soon('it is gone', () => zombiesOf(process.pid).length === 0);
  });
}

type Options = ConstructorParameters<typeof Pool>[0];

function openPool(t: TestContext, more: Partial<Options> = {}): Pool {
  const options = {
    command: process.execPath,
    args: [obedient],
    mostReplyBytes: 200_000,
    workers: 1,
    jobsPerProcess: 100,
  };
  const pool = new Pool({ ...options, ...more });
  t.after(() => pool.close());
  return pool;
}

function endOf(turn: Turn | { outcome: string }): string {
  if ('why' in turn) return turn.why;
  return 'limit' in turn ? turn.limit : turn.outcome;
}

function textOf(turn: Turn): string {
  return 'text' in turn ? turn.text : endOf(turn);
}

async function nothingLeft(): Promise<void> {
  await soon('no process is left but the scene’s own', () => descendantsOf(process.pid).length === 1);
}
