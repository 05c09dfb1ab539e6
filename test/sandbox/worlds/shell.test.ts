import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

/** The value that solve() gives back in a world with the author's programs `tool` and `git`, and what ran meanwhile. */
async function solve(
  t: TestContext,
  body: string,
  worlds = ['shell'],
): Promise<{ value: unknown; commands: string[][]; opened: string[] }> {
  const checks = `[{ id: 'solves', task: 1, title: 'It solves', feedback: 'f', async holds({ app, shell }) {
    const value = await app.call('solve');
    return { observed: JSON.stringify({ value, commands: shell.commands.map(({ argv }) => argv).slice(0, 12), opened: shell.accesses.filter(({ operation }) => operation === 'open').map(({ reached }) => reached) }) };
  } }]`;
  const scene = `export default ({ shell }) => {
    shell.write('/app/a.txt', 'grün\\nblau\\n');
    shell.write('/etc/secret', 's3cret');
    shell.program('tool', ({ args, stdin }) => ({ stdout: JSON.stringify({ args, stdin }), stderr: 'told', exitCode: args.includes('fail') ? 3 : 0 }));
    shell.program('git', async ({ args, run, write }) => {
      write('git.log', args.join(' '));
      const pack = args.find((arg) => arg.startsWith('--upload-pack='));
      return pack ? run(pack.slice(14)) : { stdout: 'cloned' };
    });
  };`;
  const grader = await graderFor(t, await makeExercise({ checks, scene, worlds }));
  const source = `import { exec, execFile, spawn, execSync, execFileSync, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
${worlds.includes('files') ? "import fs from 'node:fs';" : ''}
const run = promisify(execFile);
const line = promisify(exec);
const failure = async (act: () => unknown) => { try { return await act(); } catch (error: any) { return { ...error, name: error.name, message: error.message }; } };
export async function solve() { ${body} }`;
  const verdict = await verdictOn(grader, source);
  const [check] = verdict.checks;
  assert.ok(check?.observed, JSON.stringify(verdict));
  return JSON.parse(check.observed) as { value: unknown; commands: string[][]; opened: string[] };
}

test('exec() gives a line to a shell; every command of it is on record as the shell took it apart', async (t) => {
  const { value, commands, opened } = await solve(
    t,
    `return (await line('tool "a  b" $(echo x y) \`echo z\` > out; cat out && cat a.t* | head -n 1\\nX=1 tool "$X"')).stdout;`,
  );
  assert.equal(value, '{"args":["a  b","x","y","z"],"stdin":""}grün\n{"args":["1"],"stdin":""}');
  assert.deepEqual(commands, [
    ['echo', 'x', 'y'],
    ['echo', 'z'],
    ['tool', 'a  b', 'x', 'y', 'z'],
    ['cat', 'out'],
    ['cat', 'a.txt'],
    ['head', '-n', '1'],
    ['tool', '1'],
  ]);
  assert.deepEqual(opened, ['/app/out', '/app/a.txt']);
});

test('execFile() passes its arguments as they are', async (t) => {
  const odd = ['; cat /etc/secret', '$(cat /etc/secret)', '`x`', '*', "it's", '', '-o', '--', 'a\\nb', '|', '&&'];
  const { value, commands, opened } = await solve(t, `return (await run('tool', ${JSON.stringify(odd)})).stdout;`);
  assert.deepEqual(JSON.parse(value as string), { args: odd, stdin: '' });
  assert.deepEqual(commands, [['tool', ...odd]]);
  assert.deepEqual(opened, []);
});

test('an option that stands where an operand was meant does what the program makes of it', async (t) => {
  const { value, commands } = await solve(
    t,
    `return (await run('git', ['clone', '--upload-pack=cat /etc/secret'])).stdout;`,
  );
  assert.equal(value, 's3cret');
  assert.deepEqual(commands.at(-1), ['cat', '/etc/secret']);
});

test('shell: true joins the arguments into a line, as Node does', async (t) => {
  const { commands } = await solve(t, `await run('tool', ['a; cat /etc/secret'], { shell: true }); return 1;`);
  assert.deepEqual(commands, [
    ['tool', 'a'],
    ['cat', '/etc/secret'],
  ]);
});

test('failures have the shape that Node gives them', async (t) => {
  const { value } = await solve(
    t,
    `return [await failure(() => run('tool', ['fail'])), await failure(() => line('nothing-here')), await failure(() => run('nothing-here', ['a'])), await failure(() => run('eval', ['tool'])), await failure(() => run('tool', ['a\\0b'])), await failure(() => run('tool', [], { maxBuffer: 5 }))];`,
  );
  const [failed, unknown, missing, builtin, zero, long] = value as Record<string, unknown>[];
  assert.deepEqual(failed, {
    name: 'Error',
    message: 'Command failed: tool fail\ntold',
    code: 3,
    killed: false,
    signal: null,
    cmd: 'tool fail',
    stdout: '{"args":["fail"],"stdin":""}',
    stderr: 'told',
  });
  assert.equal(unknown!['code'], 127);
  assert.deepEqual(missing, {
    name: 'Error',
    message: 'spawn nothing-here ENOENT',
    errno: -2,
    code: 'ENOENT',
    syscall: 'spawn nothing-here',
    path: 'nothing-here',
    spawnargs: ['a'],
  });
  assert.equal(builtin!['code'], 'ENOENT');
  assert.equal(zero!['code'], 'ERR_INVALID_ARG_VALUE');
  assert.equal(long!['code'], 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER');
});

test('spawn() streams, takes input, and tells how it ended', async (t) => {
  const { value } = await solve(
    t,
    `const child = spawn('tool', ['x'], { cwd: '/tmp' });
    child.stdin.end('typed');
    let out = '';
    child.stdout.on('data', (part) => { out += part; });
    const code = await new Promise((ok) => child.on('close', ok));
    const error = await new Promise((ok) => spawn('none').on('error', (e) => ok(e.code)));
    return [out, code, error];`,
  );
  assert.deepEqual(value, ['{"args":["x"],"stdin":"typed"}', 0, 'ENOENT']);
});

test('a callback gets error, stdout and stderr; encoding, cwd and env are as in Node', async (t) => {
  const { value } = await solve(
    t,
    `const told = await new Promise((ok) => execFile('tool', ['a'], (error, stdout, stderr) => ok([error, typeof stdout, stderr])));
    const { stdout } = await run('cat', ['a.txt'], { encoding: 'buffer' });
    const there = await line('pwd; echo $NAME $HOME', { cwd: '/tmp', env: { NAME: 'n' } });
    return [told, Buffer.isBuffer(stdout), stdout.length, there.stdout];`,
  );
  assert.deepEqual(value, [[null, 'string', 'told'], true, 11, '/tmp\nn\n']);
});

test('what is not supported says so in a sentence', async (t) => {
  const { value } = await solve(
    t,
    `return [await failure(() => execSync('ls')), await failure(() => execFileSync('ls')), await failure(() => spawnSync('ls')), await failure(() => run('ls', [], { uid: 0 }))].map(({ message }) => message);`,
  );
  const [first, second, third, option] = value as string[];
  assert.match(first!, /^execSync\(\) is not supported here: use exec\(\) of node:child_process/);
  assert.match(second!, /^execFileSync\(\) is not supported here: use execFile\(\)/);
  assert.match(third!, /^spawnSync\(\) is not supported here/);
  assert.match(option!, /^The option "uid" of node:child_process is not supported here; there are: cwd, env/);
});

test('the shell and node:fs see one tree', async (t) => {
  const { value } = await solve(
    t,
    `fs.writeFileSync('/app/note', 'from fs'); fs.symlinkSync('/etc/secret', '/app/link');
    const { stdout } = await line('cat note link; echo from shell > back');
    return [stdout, fs.readFileSync('/app/back', 'utf8')];`,
    ['files', 'shell'],
  );
  assert.deepEqual(value, ['from fss3cret', 'from shell\n']);
});

const hostile = [
  ':(){ :|:& };:',
  'while true; do :; done',
  'until false; do echo x; done',
  'echo {1..1000000}',
  'echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}',
  'x=aaaaaaaa; while true; do x=$x$x; done',
  'f() { f; f; }; f',
  'seq 1 100000000',
  'printf "%100000000s" a',
  'awk "BEGIN { while (1) {} }"',
  "sed ':a;ba' a.txt",
  "jq -n '[range(1000000000)] | length'",
  "jq -n 'def f: f; f'",
  'for ((;;)); do echo yes; done | head -n 1',
  'sh -c "sh -c \\"sh -c ls\\"" | while true; do cat; done',
  'while true; do echo x >> big; cat big big > b2; cat b2 b2 > big; done',
  'eval "$(printf "%0.s(" {1..20000})"',
  'x=0; while true; do mkdir d$x; x=$((x+1)); done',
  'echo $((9**9**9**9)); echo $((1<<62))',
];

test('a command that would not end is stopped, and the next one runs', async (t) => {
  const { value } = await solve(
    t,
    `const codes = [];
    for (const hostile of ${JSON.stringify(hostile)}) codes.push([hostile, (await failure(() => line(hostile))).code ?? 0]);
    return [codes, (await line('echo still here')).stdout];`,
  );
  const [codes, after] = value as [[string, unknown][], string];
  assert.equal(after, 'still here\n');
  assert.equal(codes.length, hostile.length);
  const unstopped = codes.filter(([, code]) => code === 0).map(([line]) => line);
  assert.deepEqual(unstopped, ['echo $((9**9**9**9)); echo $((1<<62))']);
});

test('endless input and waiting cost nothing', async (t) => {
  const { value } = await solve(
    t,
    `return [(await line('sleep 1000000; echo slept')).stdout, (await failure(() => line('cat /dev/zero'))).code, (await failure(() => line('yes | head -n 1'))).stderr];`,
  );
  assert.deepEqual(value, ['slept\n', 1, 'bash: yes: command not found\n']);
});

test('a check may start only so many commands', async (t) => {
  const { value } = await solve(
    t,
    `const failed = await Promise.all(Array.from({ length: 250 }, () => failure(() => run('tool'))));
    return [failed.filter(({ stdout }) => stdout !== undefined).length, failed.at(-1).message];`,
  );
  const [ran, message] = value as [number, string];
  assert.ok(ran > 0 && ran <= 200, String(ran));
  assert.match(message, /^(Too many commands were started|The commands used too much CPU time)/);
});

test('a program has no shell to reach the network, the clock or another engine with', async (t) => {
  const { value } = await solve(
    t,
    `return Promise.all(['curl', 'wget', 'python3', 'node', 'js-exec', 'sqlite3', 'date'].map(async (name) => (await failure(() => line(name + ' x'))).code));`,
  );
  assert.deepEqual(value, [127, 127, 127, 127, 127, 127, 127]);
});
