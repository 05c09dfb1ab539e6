import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { openPool } from '#src/db/client.ts';
import * as schema from '#src/db/schema.ts';
import { drizzle } from 'drizzle-orm/node-postgres';
import { readConfig } from '../../src/config.ts';
import { startHost, type Host } from '../../src/host.ts';
import { testDatabaseUrl } from '../database.ts';
import { goodPassword } from './account.ts';
import { HttpVisitor } from './http-visitor.ts';

const databaseUrl = await testDatabaseUrl();
const pool = openPool({ connectionString: databaseUrl });
const db = drizzle(pool, { schema });
const data = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
let host: Host;

before(async () => {
  // Behind one proxy, so that each visitor can have an address of their own.
  const settings = { OUNCE_TRUST_PROXY: '1', OUNCE_SIGN_UPS: '100', OUNCE_WORKERS: '1' };
  host = await startHost(readConfig({ PORT: '0', OUNCE_DATA_DIR: data, OUNCE_DATABASE_URL: databaseUrl, ...settings }));
});
after(async () => {
  await host.close();
  await pool.end();
  rmSync(data, { recursive: true });
});

const visitor = (): HttpVisitor => new HttpVisitor(host.url);
const from = (address: string): { headers: Record<string, string> } => ({ headers: { 'X-Forwarded-For': address } });

test('of 50 who sign up at once with one handle, in different spellings, one gets it and nobody an error', async () => {
  const all = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      const one = visitor();
      return { one, token: await one.token('/sign-up'), handle: i % 2 === 0 ? 'Wanted.One' : 'wanted.ONE' };
    }),
  );
  const statuses = await Promise.all(
    all.map(async ({ one, token, handle }) => {
      const body = new URLSearchParams({ token, handle, password: goodPassword });
      return (await one.send('/sign-up', { method: 'POST', body })).status;
    }),
  );
  assert.equal(statuses.filter((status) => status === 303).length, 1, statuses.join());
  assert.equal(statuses.filter((status) => status === 422).length, 49, statuses.join());
  const rows = await db.select().from(schema.users).where(eq(schema.users.handleKey, 'wanted.one'));
  assert.equal(rows.length, 1);
});

test('a form is refused without its token, with a token of another session, and with one from before signing in', async () => {
  const [mine, other] = [await visitor().signUp('token-one'), await visitor().signUp('token-two')];
  const stranger = visitor();
  const before = await stranger.token('/sign-in');
  const wrong = [undefined, '', 'x'.repeat(43), await other.token('/account'), before];
  for (const token of wrong) {
    const body = new URLSearchParams(token === undefined ? {} : { token });
    const response = await mine.send('/sign-out', { method: 'POST', body });
    assert.equal(response.status, 403, String(token));
    assert.match(await response.text(), /The form is too old/);
  }
  const noCookie = await visitor().send('/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ token: before, handle: 'token-one', password: goodPassword }),
  });
  assert.equal(noCookie.status, 403);
  assert.equal((await mine.post('/sign-out', {}, '/account')).status, 303);
  assert.match((await mine.send('/account')).headers.get('location') ?? '', /^\/sign-in/);
});

test('a handle that nobody has is answered as one with a wrong password', async () => {
  await visitor().signUp('is-there');
  const answers: string[] = [];
  for (const handle of ['is-there', 'not-there']) {
    const response = await visitor().post('/sign-in', { handle, password: 'wrong all along' });
    const page = (await response.text()).replaceAll(handle, 'HANDLE').replace(/name="token" value="[^"]+"/, '');
    answers.push(`${response.status} ${page}`);
    const recovery = await visitor().post('/sign-in/recover', { handle, code: 'AAAA-BBBB-CCCC-DDDD' });
    answers.push(`${recovery.status} ${/do not go together[^<]*/.exec(await recovery.text())?.[0]}`);
  }
  assert.equal(answers[0], answers[2]);
  assert.deepEqual(answers[1], answers[3]);
});

test('who guesses is slowed down, from one address and from many, and the owner gets in where they were before', async () => {
  const owner = await visitor().signUp('guessed-at');
  await owner.post('/sign-out', {}, '/account');
  const guess = async (address: string, password = 'a wrong guess'): Promise<number> => {
    const one = visitor();
    const body = new URLSearchParams({ token: await one.token('/sign-in'), handle: 'guessed-at', password });
    return (await one.send('/sign-in', { method: 'POST', body, ...from(address) })).status;
  };
  const statuses: number[] = [];
  for (let i = 0; i < 11; i++) statuses.push(await guess('192.0.2.1'));
  assert.deepEqual(statuses, [...Array<number>(10).fill(422), 429]);
  // From many addresses: together they have 50 tries an hour.
  const many: number[] = [];
  for (let i = 0; i < 45; i++) many.push(await guess(`198.51.100.${i}`));
  assert.equal(many.at(-1), 429);
  assert.equal(await guess('203.0.113.9', goodPassword), 429, 'a right password from an unknown place waits too');
  const back = await owner.post('/sign-in', { handle: 'guessed-at', password: goodPassword });
  assert.equal(back.status, 303);
});

test('guesses at the same moment are counted as well', async () => {
  await visitor().signUp('all-at-once');
  const all = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const one = visitor();
      return { one, token: await one.token('/sign-in') };
    }),
  );
  const statuses = await Promise.all(
    all.map(async ({ one, token }) => {
      const body = new URLSearchParams({ token, handle: 'all-at-once', password: 'a wrong guess' });
      return (await one.send('/sign-in', { method: 'POST', body, ...from('192.0.2.77') })).status;
    }),
  );
  assert.deepEqual(
    [statuses.filter((one) => one === 422).length, statuses.filter((one) => one === 429).length],
    [10, 20],
  );
});

test('nobody ends another’s session or removes another’s passkey', async () => {
  const [mine, other] = [await visitor().signUp('owner-one'), await visitor().signUp('owner-two')];
  const [user] = await db.select().from(schema.users).where(eq(schema.users.handleKey, 'owner-two'));
  const [session] = await db.select().from(schema.sessions).where(eq(schema.sessions.userId, user!.id));
  const key = { userId: user!.id, publicKey: Buffer.from('x'), counter: 0, transports: [], name: 'of two' };
  await db.insert(schema.passkeys).values({ id: 'passkey-of-two', ...key });
  await mine.post('/account', { act: 'end-session', session: session!.id });
  await mine.post('/account', { act: 'remove-passkey', passkey: 'passkey-of-two' });
  assert.equal((await other.send('/account')).status, 200);
  assert.equal((await db.select().from(schema.passkeys).where(eq(schema.passkeys.userId, user!.id))).length, 1);
});

test('what can harm an account asks for a proof of the last ten minutes', async () => {
  const mine = await visitor().signUp('long-ago');
  const [user] = await db.select().from(schema.users).where(eq(schema.users.handleKey, 'long-ago'));
  await db
    .update(schema.sessions)
    .set({ provenAt: new Date(Date.now() - 11 * 60_000) })
    .where(eq(schema.sessions.userId, user!.id));
  const acts: [string, Record<string, string>][] = [
    ['/account/password', { password: 'some other words to remember' }],
    ['/account/authenticator', { act: 'remove' }],
    ['/account/recovery-codes', {}],
    ['/account/delete', { confirm: 'long-ago' }],
    ['/account/export', {}],
    ['/account', { act: 'remove-passkey', passkey: 'x' }],
  ];
  for (const [address, fields] of acts) {
    const response = await mine.post(address, fields, '/account');
    assert.match(response.headers.get('location') ?? '', /^\/prove\?next=/, address);
  }
  const token = await mine.token('/account');
  const headers = { 'Content-Type': 'application/json', 'X-Ounce-Token': token };
  const adding = await mine.send('/api/passkeys/new-options', { method: 'POST', body: '{}', headers });
  assert.equal(adding.status, 403);
  assert.equal((await mine.post('/prove', { password: 'not this' })).status, 422);
  assert.equal(
    (await mine.post('/prove', { password: goodPassword, next: '/account/delete' })).headers.get('location'),
    '/account/delete',
  );
  assert.equal((await mine.send('/account/delete')).status, 200);
});

test('a session’s token is not in the database, and a session that is over lets nobody in', async () => {
  const mine = await visitor().signUp('over-soon');
  const token = mine.cookies.get('ounce') ?? '';
  const [user] = await db.select().from(schema.users).where(eq(schema.users.handleKey, 'over-soon'));
  const own = eq(schema.sessions.userId, user!.id);
  const [session] = await db.select().from(schema.sessions).where(own);
  assert.ok(token.length >= 27 && !JSON.stringify(session).includes(token));
  const withId = visitor();
  withId.cookies.set('ounce', session!.id);
  assert.equal((await withId.send('/account')).status, 303, 'the id itself is no token');

  const soon = new Date(Date.now() + 86_400_000);
  await db.update(schema.sessions).set({ expiresAt: soon }).where(own);
  const renewed = await Promise.all(Array.from({ length: 50 }, () => mine.send('/account')));
  assert.deepEqual([...new Set(renewed.map(({ status }) => status))], [200]);
  const [later] = await db.select().from(schema.sessions).where(own);
  assert.ok(later!.expiresAt.getTime() > soon.getTime() + 20 * 86_400_000, 'each use in the second half prolongs it');

  await db
    .update(schema.sessions)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(own);
  assert.equal((await mine.send('/account')).status, 303);
  assert.equal(mine.cookies.has('ounce'), false);
});

test('a page to go to afterwards is one of our own', async () => {
  for (const next of [
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ]) {
    const one = visitor();
    const handle = `next-${[...next].length}-${next.charCodeAt(1)}`;
    const response = await one.post('/sign-up', { handle, password: goodPassword, next });
    assert.equal(response.headers.get('location'), '/dashboard', next);
  }
});

test('behind https every cookie but the one for show is __Host-, Secure and closed to script', async (t) => {
  const origin = 'https://ounce.example';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-data-'));
  const port = await freePort();
  const settings = { PORT: port, OUNCE_DATA_DIR: folder, OUNCE_DATABASE_URL: databaseUrl, OUNCE_WORKERS: '1' };
  const secure = await startHost(readConfig({ ...settings, OUNCE_ORIGIN: origin }));
  t.after(async () => {
    await secure.close();
    rmSync(folder, { recursive: true });
  });
  const one = new HttpVisitor(`http://localhost:${port}`, origin);
  const lines = (await one.send('/sign-up')).headers.getSetCookie();
  const form = await one.token('/sign-up');
  const body = new URLSearchParams({ token: form, handle: 'behind-tls', password: goodPassword });
  lines.push(...(await one.send('/sign-up', { method: 'POST', body })).headers.getSetCookie());
  assert.ok(lines.length >= 4, lines.join('\n'));
  for (const line of lines) {
    assert.match(line, /; Path=\/(?:;|$)/);
    assert.match(line, /; Secure/);
    assert.doesNotMatch(line, /; Domain/);
    if (!line.startsWith('ounce-name=')) assert.match(line, /^__Host-ounce[\w-]*=.*; HttpOnly/);
  }
  assert.equal((await one.send('/account')).status, 200);
});

async function freePort(): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

test('a user has at most 50 sessions: the oldest end', async () => {
  const first = await visitor().signUp('many-sessions');
  const [user] = await db.select().from(schema.users).where(eq(schema.users.handleKey, 'many-sessions'));
  const rest = { userId: user!.id, expiresAt: new Date(Date.now() + 1e9), createdAt: new Date(Date.now() + 1000) };
  await db.insert(schema.sessions).values(Array.from({ length: 49 }, (_, i) => ({ id: `many-${i}`, ...rest })));
  assert.equal((await first.send('/account')).status, 200);
  assert.equal((await visitor().post('/sign-in', { handle: 'many-sessions', password: goodPassword })).status, 303);
  assert.equal(await db.$count(schema.sessions, eq(schema.sessions.userId, user!.id)), 50);
});
