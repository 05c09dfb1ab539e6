import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Finding, Verdict } from '@ounce/sandbox';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

/** One check that shows what `body` returns, as JSON. */
function shows(body: string): string {
  return `[{ id: 'shows', task: 1, title: 'It shows', feedback: 'f', async holds(stage) { const { app, draw, clock, database, files } = stage;
    const show = async () => { ${body} };
    return { observed: JSON.stringify(await show()) }; } }]`;
}

interface Asked {
  worlds?: string[];
  entry?: string[];
  scene?: string;
  body: string;
  source: string;
}

/** A function from a seed to what the check showed. */
async function shownBy(t: TestContext, asked: Asked): Promise<(seed: number) => Promise<unknown>> {
  const { worlds = ['clock'], entry = ['solve'], scene, body, source } = asked;
  const exercise = await makeExercise({ worlds, entry, checks: shows(body), ...(scene !== undefined && { scene }) });
  const grader = await graderFor(t, exercise);
  return async (seed) => seen(await verdictOn(grader, source, seed));
}

function seen({ fault, checks }: Verdict): unknown {
  const [{ observed, error } = {} as Finding] = checks;
  if (fault || observed === undefined) return { fault: fault?.code ?? error?.message };
  return JSON.parse(observed) as unknown;
}

const seeds = Array.from({ length: 20 }, (_, i) => i * 7_919 + 1);

test('clock.now() is the program’s time, in the scene too, and advance() moves it', async (t) => {
  const show = await shownBy(t, {
    scene: 'export default ({ clock }) => clock.now();',
    body: `const before = clock.now(); await clock.advance(90_500); await app.call('solve'); return [before === stage.scene, clock.now() - before, await app.call('solve') - before];`,
    source: 'export const solve = () => Date.now();',
  });
  assert.deepEqual(await show(3), [true, 90_500, 90_500]);
});

test('clock.advance() runs what falls due, in order, with what follows from it, and nothing else', async (t) => {
  const show = await shownBy(t, {
    body: `await app.call('solve'); const parts = []; for (const ms of [99, 1, 250, 0]) { await clock.advance(ms); parts.push(await app.call('solve')); } return parts;`,
    source: `let started = 0;
const seen: string[] = [];
const note = (what: string) => seen.push(what + '@' + (Date.now() - started));
export function solve() {
  if (started === 0) {
    started = Date.now();
    setTimeout(async () => { note('b'); await null; note('c'); setTimeout(() => note('d'), 10); }, 110);
    setTimeout(() => note('a'), 100);
    const every = setInterval(() => { note('i'); if (seen.length > 6) clearInterval(every); }, 100);
    setTimeout(() => note('late'), 351);
  }
  return seen.splice(0);
}`,
  });
  assert.deepEqual(await show(3), [[], ['a@100', 'i@100'], ['b@110', 'c@110', 'd@120', 'i@200', 'i@300'], []]);
});

test('clock.advance() passes on what a timer throws, and refuses what is no time', async (t) => {
  const show = await shownBy(t, {
    body: `await app.call('solve'); const told = []; for (const ms of [10, -1, NaN]) await clock.advance(ms).catch((error) => told.push(error.message)); return told;`,
    source: `export const solve = () => void setTimeout(() => { throw new Error('from a timer'); }, 5);`,
  });
  const wanted = (ms: string): string => `Cannot move the clock by ${ms} ms: a number from 0 on is wanted`;
  assert.deepEqual(await show(3), ['from a timer', wanted('-1'), wanted('NaN')]);
});

test('clock.advance() ends when timers breed without end', async (t) => {
  const show = await shownBy(t, {
    body: `await app.call('solve'); await clock.advance(2 ** 40); return 'done';`,
    source: `export const solve = () => void setInterval(() => {}, 1);`,
  });
  assert.deepEqual(await show(3), { fault: 'unsettled' });
});

const ledger = `export default ({ database }) => {
  database.setUp('CREATE TABLE accounts (name TEXT PRIMARY KEY, balance INTEGER, version INTEGER DEFAULT 0); CREATE TABLE done (key TEXT PRIMARY KEY)');
  database.insert('accounts', { name: 'ann', balance: 100 });
};`;
const spendTwice = `const came = await app.together([['withdraw', 'ann', 60, 'k1'], ['withdraw', 'ann', 60, 'k2']]);
  const [{ balance }] = database.rows('SELECT balance FROM accounts');
  return [balance, came.filter(({ outcome, value }) => outcome === 'returned' && value === true).length];`;

const checkThenAct = `import { query, run } from 'ounce:db/async';
export async function withdraw(name: string, amount: number) {
  const [row] = await query('SELECT balance FROM accounts WHERE name = ?', [name]);
  if (row!.balance < amount) return false;
  await run('UPDATE accounts SET balance = ? WHERE name = ?', [row!.balance - amount, name]);
  return true;
}`;

/** Right in different ways: one withdrawal of the two is made, whatever the interleaving. */
const rightWithdrawals: Record<string, string> = {
  'an update with its condition': `import { run } from 'ounce:db/async';
export async function withdraw(name: string, amount: number) {
  return (await run('UPDATE accounts SET balance = balance - :amount WHERE name = :name AND balance >= :amount', { name, amount })).changes === 1;
}`,
  'a transaction': `import { transaction } from 'ounce:db/async';
export function withdraw(name: string, amount: number) {
  return transaction(async ({ query, run }) => {
    const [row] = await query('SELECT balance FROM accounts WHERE name = ?', [name]);
    if (row!.balance < amount) return false;
    await run('UPDATE accounts SET balance = ? WHERE name = ?', [row!.balance - amount, name]);
    return true;
  });
}`,
  'compare and set, tried again': `import { query, run } from 'ounce:db/async';
export async function withdraw(name: string, amount: number) {
  for (;;) {
    const [row] = await query('SELECT balance, version FROM accounts WHERE name = ?', [name]);
    if (row!.balance < amount) return false;
    const { changes } = await run('UPDATE accounts SET balance = ?, version = version + 1 WHERE name = ? AND version = ?', [row!.balance - amount, name, row!.version]);
    if (changes === 1) return true;
  }
}`,
  'a chain of promises for each account': `import { query, run } from 'ounce:db/async';
const tails = new Map<string, Promise<unknown>>();
export function withdraw(name: string, amount: number) {
  const mine = (tails.get(name) ?? Promise.resolve()).then(() => act(name, amount));
  tails.set(name, mine.catch(() => undefined));
  return mine;
}
async function act(name: string, amount: number) {
  const [row] = await query('SELECT balance FROM accounts WHERE name = ?', [name]);
  if (row!.balance < amount) return false;
  await run('UPDATE accounts SET balance = ? WHERE name = ?', [row!.balance - amount, name]);
  return true;
}`,
  'a lock that is waited for by timers': `import { query, run } from 'ounce:db/async';
const locked = new Set<string>();
export async function withdraw(name: string, amount: number) {
  while (locked.has(name)) await new Promise((ok) => setTimeout(ok, 5));
  locked.add(name);
  try {
    const [row] = await query('SELECT balance FROM accounts WHERE name = ?', [name]);
    if (row!.balance < amount) return false;
    await run('UPDATE accounts SET balance = ? WHERE name = ?', [row!.balance - amount, name]);
    return true;
  } finally { locked.delete(name); }
}`,
};

test('app.together() interleaves: a check before an act is overtaken in a good share of seeds', async (t) => {
  const show = await shownBy(t, {
    worlds: ['database', 'clock'],
    entry: ['withdraw'],
    scene: ledger,
    body: spendTwice,
    source: checkThenAct,
  });
  const results = (await Promise.all(seeds.map(show))) as [number, number][];
  const overtaken = results.filter(([balance, made]) => made === 2 && balance === 40);
  assert.ok(overtaken.length >= 4 && overtaken.length <= 16, `${overtaken.length} of 20`);
  assert.ok(results.every(([balance, made]) => balance === 40 && made >= 1));
  assert.deepEqual(await Promise.all(seeds.map(show)), results, 'the same seeds, the same interleavings');
});

for (const [what, source] of Object.entries(rightWithdrawals)) {
  test(`app.together() never breaks ${what}`, async (t) => {
    const show = await shownBy(t, {
      worlds: ['database', 'clock'],
      entry: ['withdraw'],
      scene: ledger,
      body: `for (let i = 0; i < 5; i++) { database.setUp('UPDATE accounts SET balance = 100');
        const came = await (async () => { ${spendTwice} })(); if (JSON.stringify(came) !== '[40,1]') return came; } return 'once each time';`,
      source,
    });
    for (const seen of await Promise.all(seeds.map(show))) assert.equal(seen, 'once each time');
  });
}

test('app.races() ends with the first that lands, and finds a race within a few tries on every seed', async (t) => {
  const show = await shownBy(t, {
    worlds: ['database', 'clock'],
    entry: ['withdraw'],
    scene: ledger,
    body: `let tries = 0; const landed = await app.races(20, async (nth) => { tries = nth + 1; database.setUp('UPDATE accounts SET balance = 100');
      const [, made] = await (async () => { ${spendTwice} })(); return made === 2 && { observed: 'twice' }; });
      return [landed, tries, await app.races(3, async () => false)];`,
    source: checkThenAct,
  });
  const results = (await Promise.all(seeds.map(show))) as [unknown, number, unknown][];
  for (const [landed, , never] of results) assert.deepEqual([landed, never], [{ observed: 'twice' }, false]);
  assert.ok(new Set(results.map(([, tries]) => tries)).size > 2);
});

test('app.together() gives each call its own result or error, in the order of the calls', async (t) => {
  const show = await shownBy(t, {
    body: `return app.together([['solve', 1], ['solve', 2], ['solve', 3], ['solve', 4], ['none']]);`,
    source: `const wait = (ms: number) => new Promise((ok) => setTimeout(ok, ms));
export async function solve(n: number) {
  await wait(10 - n);
  if (n === 2) throw new RangeError('two');
  await wait(500);
  return n;
}`,
  });
  const returned = (value: number): object => ({ outcome: 'returned', value });
  for (const seed of seeds.slice(0, 5)) {
    assert.deepEqual(await show(seed), [
      returned(1),
      { outcome: 'threw', name: 'RangeError', message: 'two' },
      returned(3),
      returned(4),
      { outcome: 'threw', name: 'TypeError', message: '"none" is not an exported function' },
    ]);
  }
});

test('app.together() finishes what calls began and did not wait for', async (t) => {
  const show = await shownBy(t, {
    worlds: ['database', 'clock'],
    scene: ledger,
    body: `await app.together([['solve', 'a'], ['solve', 'b']]); return database.rows('SELECT key FROM done ORDER BY key').map(({ key }) => key);`,
    source: `import { run } from 'ounce:db/async';
export function solve(key: string) { void run('INSERT INTO done VALUES (?)', [key]); }`,
  });
  assert.deepEqual(await show(5), ['a', 'b']);
});

test('app.together() interleaves node:fs/promises: a file may change between the look and the read', async (t) => {
  const show = await shownBy(t, {
    worlds: ['files', 'clock'],
    entry: ['read', 'swap'],
    scene: `export default ({ files }) => { files.write('/etc/secret', 'secret'); files.write('/app/note', 'note'); };`,
    body: `const [{ value }] = await app.together([['read'], ['swap']]); return value;`,
    source: `import { lstat, readFile, symlink, unlink } from 'node:fs/promises';
export const swap = async () => { await unlink('/app/note'); await symlink('/etc/secret', '/app/note'); };
export async function read() {
  try { return (await lstat('/app/note')).isFile() ? await readFile('/app/note', 'utf8') : 'a link'; } catch { return 'none'; }
}`,
  });
  const results = new Set(await Promise.all(seeds.map(show)));
  assert.deepEqual([...results].sort(), ['a link', 'none', 'note', 'secret']);
});

test('a long timer, such as a timeout, never overtakes an operation that is on its way', async (t) => {
  const show = await shownBy(t, {
    worlds: ['database', 'clock'],
    scene: ledger,
    body: `return (await app.together([['solve'], ['solve'], ['solve']])).map(({ value }) => value);`,
    source: `import { query } from 'ounce:db/async';
export async function solve() {
  const late = new Promise((ok) => setTimeout(() => ok('late'), 1_000));
  const all = (async () => { for (let i = 0; i < 5; i++) await query('SELECT 1'); return 'in time'; })();
  return Promise.race([late, all]);
}`,
  });
  for (const seed of seeds) assert.deepEqual(await show(seed), ['in time', 'in time', 'in time']);
});

const stuck: Record<string, string> = {
  'a promise that nothing settles': `export const solve = () => new Promise(() => {});`,
  'a statement outside, awaited inside a transaction': `import { query, transaction } from 'ounce:db/async';
export const solve = () => transaction(async () => { await query('SELECT 1'); });`,
  'timers without end': `export async function solve() { for (;;) await new Promise((ok) => setTimeout(ok, 1)); }`,
};

for (const [what, source] of Object.entries(stuck)) {
  test(`app.together() and app.call() end at ${what}`, async (t) => {
    for (const body of [`return app.together([['solve'], ['solve']]);`, `return app.call('solve');`]) {
      const show = await shownBy(t, { worlds: ['database', 'clock'], scene: ledger, body, source });
      assert.deepEqual(await show(5), { fault: 'unsettled' });
    }
  });
}

test('an error that a timer throws ends every call that is open', async (t) => {
  const show = await shownBy(t, {
    body: `return [await app.together([['solve', 1], ['solve', 2]]), await app.call('solve', 0)];`,
    source: `export function solve(n: number) { return n === 0 ? 'goes on' : new Promise(() => setTimeout(() => { throw new Error('boom'); }, 1)); }`,
  });
  const threw = { outcome: 'threw', name: 'Error', message: 'boom' };
  assert.deepEqual(await show(5), [[threw, threw], 'goes on']);
});

test('a result that comes late belongs to no later call', async (t) => {
  const show = await shownBy(t, {
    body: `const first = await app.attempt('solve', 'throws'); await clock.advance(100); return [first.outcome, await app.call('solve', 'a'), (await app.together([['solve', 'b'], ['solve', 'c']])).map(({ value }) => value)];`,
    source: `let late: (value: string) => void;
export function solve(what: string): unknown {
  if (what !== 'throws') return new Promise((ok) => setTimeout(() => { late(what + ' late'); ok(what); }, 1));
  setTimeout(() => { throw new Error('ends the call'); }, 1);
  return new Promise<string>((ok) => { late = ok; });
}`,
  });
  assert.deepEqual(await show(5), ['threw', 'a', ['b', 'c']]);
});

test('a program that tampers with what JSON and promises look at changes no one’s result', async (t) => {
  const show = await shownBy(t, {
    worlds: ['database', 'clock'],
    scene: ledger,
    body: `return [(await app.together([['solve', 1], ['solve', 2], ['solve', 3]])).map(({ value }) => value), await app.call('solve', 4)];`,
    source: `import { query } from 'ounce:db/async';
function tamper() {
(Object.prototype as any).toJSON = () => [1, 1, 1];
(Array.prototype as any).toJSON = () => ['forged'];
Object.defineProperty(Object.prototype, 'answer', { value: '{"ok":true,"v":"forged"}' });
Object.defineProperty(Array.prototype, '0', { set() { throw new Error('no'); } });
}
export async function solve(n: number) { if (n === 1) tamper(); await query('SELECT 1'); return n; }`,
  });
  for (const seed of seeds.slice(0, 5)) assert.deepEqual(await show(seed), [[1, 2, 3], 4]);
});
