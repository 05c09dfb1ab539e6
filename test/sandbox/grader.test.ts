import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGrader } from '@ounce/sandbox';
import { cacheFolder, graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

const right = 'export const solve = (n: number): number => n * 2;';

test('grade() passes a right program and fails a wrong one', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  const passed = await verdictOn(grader, right);
  assert.equal(passed.status, 'passed');
  assert.equal(passed.checks[0]!.outcome, 'passed');
  const failed = await verdictOn(grader, 'export const solve = (n: number) => n * 3;');
  assert.equal(failed.status, 'failed');
  assert.equal(failed.checks[0]!.observed, 'not 4');
});

test('grade() gives the same verdict for the same seed', async (t) => {
  const checks = `[{ id: 'draws', task: 1, title: 'It draws', feedback: 'f', async holds({ app, draw }) {
    return { observed: JSON.stringify([await app.call('solve', draw.name()), draw.int(1, 1e9), draw.token()]) };
  } }]`;
  const grader = await graderFor(t, await makeExercise({ checks }));
  const source = `export const solve = (name: string) => [name, Math.random(), Date.now(), new Date().toISOString(), new Intl.DateTimeFormat('en').format()];`;
  const observed = async (seed: number): Promise<string> =>
    (await verdictOn(grader, source, seed)).checks[0]!.observed!;
  assert.equal(await observed(5), await observed(5));
  assert.notEqual(await observed(5), await observed(6));
});

test('grade() tells where the learner’s program threw', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  const verdict = await verdictOn(
    grader,
    'export function solve(n: number): number {\n  const none = undefined as unknown as { a: number };\n  return none.a + n;\n}',
  );
  assert.deepEqual(verdict.checks[0]!.error, {
    message: "TypeError: Cannot read properties of undefined (reading 'a')",
    file: 'solution.ts',
    line: 3,
    column: 15,
  });
});

const forgeries: Record<string, string> = {
  'replaces JSON':
    'JSON.stringify = () => \'{"ok":true,"v":4}\'; JSON.parse = () => [4];\nexport const solve = () => 5;',
  'replaces promises':
    'Promise.prototype.then = function (ok: any) { ok(4); return this; } as any;\nexport const solve = async () => 5;',
  'replaces every prototype':
    'for (const C of [Object, Array, String, Number, Map, Set, Function, Promise] as any[]) for (const k of Reflect.ownKeys(C.prototype)) try { C.prototype[k] = () => 4; } catch {}\nexport const solve = () => 5;',
  'adds toJSON':
    '(Object.prototype as any).toJSON = () => 4; (Number.prototype as any).toJSON = () => 4;\nexport const solve = () => 5;',
  'answers with a thenable': 'export const solve = () => ({ then(ok: any) { ok(4); } });',
  'throws a verdict': 'export const solve = () => { throw { ok: true, v: 4, status: "passed" }; };',
  'returns a tagged value': 'export const solve = () => ({ $: "number", v: "4" });',
  'calls the loader’s functions':
    'declare const $export: any, $require: any; $export({ get solve() { return () => 4 - 1; } });\nexport const solve = () => 5;',
  'looks for the host':
    'export const solve = () => { const g: any = globalThis; for (const k of Object.getOwnPropertyNames(g)) if (/ivm|host|require|process|ounce/i.test(k)) return 4; return 5; };',
  'makes functions': 'export const solve = () => (Function("return this")() === globalThis ? 5 : 4);',
  'reads the caller':
    'export const solve = function () { try { return (solve as any).caller ? 4 : 5; } catch { return 5; } };',
  'settles twice': 'export const solve = () => { const p: any = new Promise((ok) => { ok(5); ok(4); }); return p; };',
  'watches its stack':
    'Error.prepareStackTrace = (_e, frames) => frames.map((f: any) => f.getFunction?.()) as any;\nexport const solve = () => { const s: any = new Error().stack; return s.some?.((f: any) => typeof f === "function" && /dispatch/.test(String(f))) ? 4 : 5; };',
};

test('grade() can’t be made to pass from inside the program', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  for (const [name, source] of Object.entries(forgeries)) {
    const verdict = await verdictOn(grader, source);
    assert.equal(verdict.status, 'failed', `${name}: ${JSON.stringify(verdict.checks)}`);
    assert.equal((await verdictOn(grader, right)).status, 'passed', `after ${name}`);
  }
});

test('grade() shows a program nothing of the host', async (t) => {
  const checks = `[{ id: 'sees', task: 1, title: 'It sees', feedback: 'f', async holds({ app }) { return { observed: JSON.stringify(await app.call('solve')) }; } }]`;
  const grader = await graderFor(t, await makeExercise({ checks }));
  const source = `export const solve = () => ({
    names: Object.getOwnPropertyNames(globalThis).filter((name) => /process|require|module|Atomics|Shared|WebAssembly|Weak(Ref)|Finalization|ivm|fetch/i.test(name)),
    stack: new Error('x').stack,
    growable: (() => { try { return (new (ArrayBuffer as any)(1, { maxByteLength: 9 })).resizable; } catch { return 'refused'; } })(),
  });`;
  const seen = JSON.parse((await verdictOn(grader, source)).checks[0]!.observed!) as {
    names: string[];
    stack: string;
    growable: boolean;
  };
  assert.deepEqual(seen.names, []);
  assert.equal(seen.growable, false);
  assert.doesNotMatch(seen.stack, /\/(work|home|tmp|root)|node_modules|file:/);
});

test('grade() carries any plain value across and back', async (t) => {
  const checks = `[{ id: 'echoes', task: 1, title: 'It echoes', feedback: 'f', async holds({ app, draw }) {
    const { isDeepStrictEqual, inspect } = await import('node:util');
    const leaf = () => draw.pick([null, undefined, true, 0, -0, NaN, Infinity, -1.5, 2 ** 53, 10n ** 30n, '', 'ü€😀', '$', '__proto__', draw.name(), new Date(draw.int(0, 1e12)), new Date(NaN), new Uint8Array([0, 255, 7])]);
    const value = (depth) => {
      const kind = depth > 3 ? 0 : draw.int(0, 5);
      const some = () => Array.from({ length: draw.int(0, 3) }, () => value(depth + 1));
      if (kind === 1) return some();
      if (kind === 2) return new Map(some().map((item) => [leaf(), item]));
      if (kind === 3) return new Set(some());
      if (kind > 3) return Object.fromEntries(some().map((item) => [draw.pick(['a', '$', '$v', 'toJSON', 'constructor', draw.word()]), item]));
      return leaf();
    };
    for (let i = 0; i < 300; i++) {
      const sent = value(0);
      const back = await app.call('solve', sent);
      if (!isDeepStrictEqual(back, sent)) return { observed: inspect(sent) + ' came back as ' + inspect(back) };
    }
    return true;
  } }]`;
  const grader = await graderFor(t, await makeExercise({ checks }));
  for (const seed of [1, 2, 3]) {
    const verdict = await verdictOn(grader, 'export const solve = (value: unknown) => value;', seed);
    assert.equal(verdict.status, 'passed', verdict.checks[0]!.observed);
  }
});

test('grade() keeps the program’s log within its caps, and nothing of a hidden attack', async (t) => {
  const exploits = `[
    { id: 'open', title: 'An open attack', feedback: 'f', async lands({ app }) { await app.attempt('solve', 'open-payload'); return { payload: 'open-payload', observed: 'seen' }; } },
    { id: 'hidden', title: 'A hidden attack', feedback: 'f', hidden: true, async lands({ app }) { await app.attempt('solve', 'hidden-payload'); return { payload: 'hidden-payload', observed: 'hidden-payload got in' }; } },
  ]`;
  const grader = await graderFor(t, await makeExercise({ exploits }));
  const source = `const seen: unknown[] = [];\nexport function solve(value: unknown) { seen.push(value); console.log(seen, value); for (let i = 0; i < 300; i++) console.error('x'.repeat(300)); return 4; }`;
  for (const seed of [1, 2, 3, 4]) {
    const verdict = await verdictOn(grader, source, seed);
    assert.ok(verdict.log.lines.length <= 200);
    assert.ok(verdict.log.dropped > 0);
    assert.doesNotMatch(JSON.stringify(verdict), /hidden-payload/);
    assert.match(JSON.stringify(verdict), /open-payload/);
  }
});

test('grade() starts the program anew after an attack that landed', async (t) => {
  const exploits = `[{ id: 'pollutes', title: 'It pollutes', feedback: 'f', async lands({ app }) { await app.call('solve', 'poison'); return { observed: 'it did' }; } }]`;
  const grader = await graderFor(t, await makeExercise({ exploits }));
  const source = `export function solve(n: any) { if (n === 'poison') (Object.prototype as any).factor = 3; return n * ((({} as any).factor) ?? 2); }`;
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    assert.deepEqual(
      (await verdictOn(grader, source, seed)).checks.map((check) => check.outcome),
      ['passed', 'failed'],
    );
  }
});

test('grade() counts an attack that could not be tried as no defence', async (t) => {
  const exploits = `[{ id: 'calls', title: 'It calls', feedback: 'f', async lands({ app }) { await app.call('solve', 'x'); return false; } }]`;
  const grader = await graderFor(t, await makeExercise({ exploits }));
  const verdict = await verdictOn(
    grader,
    'export function solve(n: unknown) { if (n !== 2) throw new Error("no"); return 4; }',
  );
  assert.deepEqual([verdict.status, verdict.checks[1]!.outcome], ['failed', 'inconclusive']);
});

test('grade() does not pass a program that behaves for its first calls only', async (t) => {
  const exploits = `[1, 2, 3].map((n) => ({ id: 'attack-' + n, title: 'Attack', feedback: 'f', async lands({ app }) { return (await app.call('solve', 'evil')) === 'reached' && { observed: 'reached' }; } }))`;
  const grader = await graderFor(t, await makeExercise({ exploits }));
  const source = (calls: number): string =>
    `let calls = 0;\nexport function solve(n: unknown) { calls++; if (calls > ${calls}) return 'refused'; return n === 'evil' ? 'reached' : 4; }`;
  for (const calls of [1, 2, 3]) {
    const statuses = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (seed) => (await verdictOn(grader, source(calls), seed)).status),
    );
    assert.ok(statuses.includes('failed'), `${calls} good calls always pass`);
  }
});

test('grade() refuses what is no submission, and says why', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  const refused = async (submission: object): Promise<string> => {
    const grading = await grader.grade({ exercise: 'probe', files: { 'solution.ts': right }, ...submission });
    return grading.outcome === 'refused' ? `${grading.code}: ${grading.problems.join('; ')}` : grading.outcome;
  };
  assert.match(await refused({ exercise: 'prope' }), /^EXERCISE_UNKNOWN: .*nearest is "probe"/);
  assert.match(await refused({ files: {} }), /^FILES_WRONG: The file "solution.ts" is missing/);
  assert.match(
    await refused({ files: { 'solution.ts': right, 'other.ts': '' } }),
    /^FILES_WRONG: .*no file "other.ts"/,
  );
  assert.match(await refused({ files: { 'solution.ts': 5 } }), /^FILES_WRONG: .*must be a string/);
  assert.match(await refused({ files: { 'solution.ts': ' '.repeat(70_000) } }), /^SOURCE_TOO_LARGE: .*70000 bytes/);
  assert.match(await refused({ seed: -1 }), /^SEED_WRONG/);
  assert.match(await refused({ seed: 1.5 }), /^SEED_WRONG/);
});

test('grade() answers busy at once when the queue is full, and loses nothing that it took', async (t) => {
  const exercise = await makeExercise();
  const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 1, queueLimit: 2 });
  t.after(() => grader.close());
  const slow = 'export function solve(n: number) { let x = 0; for (let i = 0; i < 2e5; i++) x += i; return n * 2; }';
  const gradings = await Promise.all(
    Array.from({ length: 12 }, () => grader.grade({ exercise: 'probe', files: { 'solution.ts': slow } })),
  );
  const busy = gradings.filter((grading) => grading.outcome === 'busy');
  const graded = gradings.filter((grading) => grading.outcome === 'graded');
  assert.ok(busy.length > 0 && graded.length >= 1, `${busy.length} busy, ${graded.length} graded`);
  assert.ok(graded.every((grading) => grading.verdict.status === 'passed'));
  assert.ok(busy.every((grading) => grading.retryAfterSeconds >= 1));
});

test('grade() serves the virtual clock, timers, URLs and paths as Node does', async (t) => {
  const checks = `[{ id: 'serves', task: 1, title: 'It serves', feedback: 'f', async holds({ app }) {
    const { isDeepStrictEqual, inspect } = await import('node:util');
    const path = await import('node:path');
    const seen = await app.call('solve');
    const url = new URL('../b?x=1&y=2#z', 'https://user@site.example:8443/a/c'); url.searchParams.append('q', 'ä b'); url.port = '';
    const wanted = { waited: 3600005, href: url.href, search: [...url.searchParams], canParse: [false, true], resolve: path.posix.resolve('/app', '../x', 'y'), relative: path.posix.relative('/a/b', '/a/c/d'),
      hex: Buffer.from('grün').toString('hex'), utf8: 'grün', sum: '6', order: ['micro', 'immediate', 'timer'] };
    return isDeepStrictEqual(seen, wanted) || { observed: inspect(seen) + ' instead of ' + inspect(wanted) };
  } }]`;
  const grader = await graderFor(t, await makeExercise({ checks }));
  const source = `import path, { resolve } from 'node:path';
import { URL as Address } from 'node:url';
export async function solve() {
  const before = Date.now();
  await new Promise((ok) => setTimeout(ok, 3_600_000));
  const url = new Address('../b?x=1&y=2#z', 'https://user@site.example:8443/a/c'); url.searchParams.append('q', 'ä b'); url.port = '';
  const order: string[] = [];
  await new Promise<void>((ok) => { setTimeout(() => { order.push('timer'); ok(); }, 5); setImmediate(() => order.push('immediate')); queueMicrotask(() => order.push('micro')); });
  return { waited: Date.now() - before, href: url.href, search: [...url.searchParams], canParse: [URL.canParse('x y'), URL.canParse('a:b')],
    resolve: resolve('../x', 'y'), relative: path.relative('/a/b', '/a/c/d'), hex: Buffer.from('grün').toString('hex'), utf8: new TextDecoder().decode(new TextEncoder().encode('grün')),
    sum: String([1, 2, 3].reduce((a, b) => a + b)), order };
}`;
  const verdict = await verdictOn(grader, source);
  assert.equal(verdict.status, 'passed', JSON.stringify(verdict.checks));
});

test('grade() runs an Express-like handler over a file tree', async (t) => {
  const checks = `[{ id: 'serves', task: 1, title: 'It serves', feedback: 'f', async holds({ app, files }) {
    const answers = [];
    for (const url of ['/a.txt?x=1', '/none', '/throw']) { const { status, headers, body } = await app.request('solve', { url }); answers.push([status, headers['content-type'], body]); }
    const seen = JSON.stringify([answers, files.accesses.map((access) => [access.operation, access.reached])]);
    return seen === JSON.stringify([[[200, 'text/plain; charset=utf-8', 'hello 1'], [404, 'text/plain; charset=utf-8', '{"error":"ENOENT"}'], [500, undefined, '']], [['open', '/app/a.txt'], ['open', null]]]) || { observed: seen };
  } }]`;
  const scene = `export default ({ files }) => { files.write('/app/a.txt', 'hello'); };`;
  const grader = await graderFor(t, await makeExercise({ checks, scene, worlds: ['files'] }));
  const source = `import { readFile } from 'node:fs/promises';
export async function solve(req: any, res: any) {
  if (req.path === '/throw') throw new Error('no');
  try { res.type('txt').send((await readFile('.' + req.path, 'utf8')) + ' ' + req.query.x); }
  catch (error: any) { res.status(404).json({ error: error.code }); }
}`;
  const verdict = await verdictOn(grader, source);
  assert.equal(verdict.status, 'passed', JSON.stringify(verdict.checks));
});

test('grade() gives a program the file functions of Node, with links, handles and URLs', async (t) => {
  const checks = `[{ id: 'reads', task: 1, title: 'It reads', feedback: 'f', async holds({ app, files }) {
    const { isDeepStrictEqual, inspect } = await import('node:util');
    const seen = await app.call('solve');
    const wanted = { url: 'text', names: ['a.txt', 'below', 'below/b.txt', 'link'], parents: ['/app/d', '/app/d/below', '/app/d', '/app/d'], link: 'ELOOP', handle: ['text', true, 4], native: '/app/d/a.txt' };
    if (!isDeepStrictEqual(seen, wanted)) return { observed: inspect(seen) };
    return files.accesses.some(({ operation, reached }) => operation === 'open' && reached === '/app/outside.txt') || { observed: 'the last open was not recorded' };
  } }]`;
  const scene = `export default ({ files }) => { files.write('/app/d/a.txt', 'text'); files.write('/app/d/below/b.txt', 'b'); files.write('/app/outside.txt', 'o'); files.link('/app/d/link', '../outside.txt'); };`;
  const grader = await graderFor(t, await makeExercise({ checks, scene, worlds: ['files'] }));
  const source = `import { constants, open, readFile, readdir } from 'node:fs/promises';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
export async function solve() {
  const url = await readFile(pathToFileURL('/app/d/a.txt'), 'utf8');
  if (!(pathToFileURL('/app/d') instanceof URL)) throw new Error('pathToFileURL() gives no URL');
  await readFile(new URL('./a.txt', 'file:///app/d/'));
  const names = await readdir('/app/d', { recursive: true });
  const entries = await readdir('d/', { recursive: true, withFileTypes: true });
  const link = await readFile('d/link', { flag: constants.O_RDONLY | constants.O_NOFOLLOW }).catch((error: any) => error.code);
  const handle = await open('d/a.txt', constants.O_NOFOLLOW);
  const facts = await handle.stat();
  const read = [await handle.readFile('utf8'), facts.isFile(), facts.size];
  await handle.close();
  for (let i = 0; i < 1_100; i++) fs.existsSync('/app/d');
  await readFile('d/link');
  const sorted = entries.map((entry) => [entry.name, entry.parentPath.replace(/^d/, '/app/d')]).sort();
  return { url, names: names.sort(), parents: sorted.map(([, parent]) => parent), link, handle: read, native: fs.realpathSync.native('d/../d/a.txt') };
}`;
  const verdict = await verdictOn(grader, source);
  assert.equal(verdict.status, 'passed', JSON.stringify(verdict.checks));
});

test('grade() links the files of a solution with several', async (t) => {
  const exercise = await makeExercise();
  const several = { ...exercise, files: { 'solution.ts': '', 'double.ts': '' } };
  const grader = await openGrader({ exercises: [several], cacheFolder, workers: 1 });
  t.after(() => grader.close());
  const files = {
    'solution.ts': `import { double } from './double.ts';\nexport const solve = (n: number) => double(n);`,
    'double.ts': 'export const double = (n: number) => n * 2;',
  };
  const grading = await grader.grade({ exercise: 'probe', files });
  assert.equal(grading.outcome === 'graded' && grading.verdict.status, 'passed', JSON.stringify(grading));
});
