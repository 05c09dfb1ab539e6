import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { isPublic, reachedAddress } from '../../../sandbox/src/worlds/addresses.ts';
import { openNetworkWorld, type NetworkWorld } from '../../../sandbox/src/worlds/network.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

function open(): { network: NetworkWorld; host: Readonly<Record<string, HostFunction>> } {
  const { handle, modules } = openNetworkWorld();
  return { network: handle, host: modules['ounce:network']!.functions };
}

/** What a program's `solve` gives back, after `scene` set the network up, and what `look` then shows of the world. */
async function solved(t: TestContext, source: string, scene: string, look = 'null'): Promise<unknown> {
  const checks = `[{ id: 'shows', task: 1, title: 'It shows', feedback: 'f', async holds({ app, network, clock }) {
    const before = clock.now(); const seen = await app.call('solve');
    return { observed: JSON.stringify({ seen, look: ${look} }) }; } }]`;
  const worlds = ['network', 'clock'];
  const grader = await graderFor(
    t,
    await makeExercise({ worlds, checks, scene: `export default ({ network }) => { ${scene} };` }),
  );
  const { fault, checks: findings } = await verdictOn(grader, source);
  const [{ observed, error } = { observed: undefined, error: undefined }] = findings;
  if (observed === undefined) throw new Error(fault?.message ?? error?.message);
  const { seen, look: looked } = JSON.parse(observed) as { seen: unknown; look: unknown };
  return look === 'null' ? seen : { seen, look: looked };
}

const failure = `const failure = async (act: () => unknown) => { try { return await act(); } catch (error: any) { return [error instanceof TypeError, error.name, error.message, error.cause?.code ?? error.cause?.message]; } };`;

test('an address in any spelling leads where a kernel takes it', () => {
  const spellings: Record<string, string | undefined> = {
    '93.184.215.14': '93.184.215.14',
    '127.0.0.1': '127.0.0.1',
    '127.8.9.10': '127.0.0.1',
    '0.0.0.0': '127.0.0.1',
    '::': '127.0.0.1',
    '::1': '127.0.0.1',
    '0:0:0:0:0:0:0:1': '127.0.0.1',
    '::ffff:127.0.0.1': '127.0.0.1',
    '::ffff:169.254.169.254': '169.254.169.254',
    '::FFFF:a9fe:a9fe': '169.254.169.254',
    'FD00:EC2:0:0::254': 'fd00:ec2::254',
    'fe80::1%eth0': 'fe80::1',
    '2130706433': undefined,
    localhost: undefined,
    '': undefined,
  };
  for (const [address, reached] of Object.entries(spellings)) assert.equal(reachedAddress(address), reached, address);
});

test('every spelling of an IPv4 address that Node takes leads to one place, and every part of it counts', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 223 }), byte, byte, byte, (a, b, c, d) => {
      fc.pre(a !== 127);
      const dotted = [a, b, c, d].join('.');
      const hex = (high: number, low: number): string => ((high << 8) | low).toString(16);
      const mapped = `${hex(a, b)}:${hex(c, d)}`;
      const spellings = [dotted, `::ffff:${dotted}`, `::FFFF:${mapped}`, `0:0:0:0:0:ffff:${mapped}`];
      for (const spelling of spellings) assert.equal(reachedAddress(spelling), dotted, spelling);
      const number = ((a * 256 + b) * 256 + c) * 256 + d;
      const { host } = open();
      for (const name of [String(number), `0x${number.toString(16)}`, `${a}.${number % 2 ** 24}`])
        assert.deepEqual(host['lookup']!(name), [dotted], name);
    }),
    { numRuns: 200, seed: 9 },
  );
});

test('an address is public or not', () => {
  const inner = [
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
  ];
  const outer = ['93.184.215.14', '172.32.0.1', '100.128.0.1', '1.1.1.1', '2606:4700::1111'];
  assert.deepEqual([...inner, ...outer].filter(isPublic), outer);
});

test('a name takes its next answer at each lookup, and keeps the last', () => {
  const { network, host } = open();
  network.name('Rebind.Example', '93.184.215.14', ['10.0.0.1', 'fd00::1']);
  network.alias('www.rebind.example', 'rebind.example.');
  const look = (name: string): unknown => host['lookup']!(name);
  assert.deepEqual(look('rebind.example.'), ['93.184.215.14']);
  assert.deepEqual(look('WWW.rebind.example'), ['10.0.0.1', 'fd00::1']);
  assert.deepEqual(look('rebind.example'), ['10.0.0.1', 'fd00::1']);
  assert.deepEqual(look('none.example'), []);
  assert.deepEqual(
    network.lookups.map(({ name }) => name),
    ['rebind.example.', 'WWW.rebind.example', 'rebind.example', 'none.example'],
  );
});

test('a lookup takes numbers in any spelling for an address, as getaddrinfo does, and no URL for a name', () => {
  const { network, host } = open();
  network.name('a', '93.184.215.14');
  const look = (name: string): unknown => host['lookup']!(name);
  for (const name of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1'])
    assert.deepEqual(look(name), ['127.0.0.1'], name);
  for (const name of ['a/b', 'x@a', 'a:80', '[::1]', ' a', 'a?', '', '%61']) assert.deepEqual(look(name), [], name);
  assert.deepEqual(look('localhost'), ['127.0.0.1', '::1']);
  assert.deepEqual(look('app.localhost.'), ['127.0.0.1', '::1']);
  assert.deepEqual(look('::1'), ['::1']);
});

test('aliases that go round in a ring lead nowhere', () => {
  const { network, host } = open();
  network.alias('a.example', 'b.example');
  network.alias('b.example', 'a.example');
  assert.deepEqual(host['lookup']!('a.example'), []);
});

test('the author is told what is no place for a service', () => {
  const { network } = open();
  for (const where of ['api.example', '', ':80', '10.0.0.1:', '[::1'])
    assert.throws(() => network.service(where, () => ({})), /an IP address is wanted/, where);
  assert.throws(() => network.name('a.example'), /at least one answer/);
});

test('the host refuses what is no request, and more than a thousand of anything', () => {
  const { network, host } = open();
  const ask = (name: string, value: unknown) => () => host[name]!(value);
  const send = (value: unknown) => ask('send', value);
  const good = { url: 'http://a.example/', address: '10.0.0.1', method: 'GET', headers: [], hop: 0 };
  for (const value of [undefined, null, 5, {}, { ...good, url: 'x' }, { ...good, headers: {} }, { ...good, method: 1 }])
    assert.throws(send(value), TypeError);
  for (const address of [undefined, 5, 'a.example', '10.0.0.1 ', {}])
    assert.throws(send({ ...good, address }), { code: 'ERR_INVALID_IP_ADDRESS' });
  for (const name of [undefined, 5, {}, ['a']]) assert.throws(ask('lookup', name), { code: 'ERR_INVALID_ARG_TYPE' });
  for (const id of [undefined, 0, 7, 'x', {}]) assert.throws(ask('readText', id), TypeError);
  assert.throws(
    () =>
      host['isBlocked']!(
        Array.from({ length: 1_001 }, () => ['address', '10.0.0.1', null, 'ipv4']),
        '10.0.0.1',
        'ipv4',
      ),
    RangeError,
  );
  for (let i = 0; i < 1_000; i++) assert.throws(send(good), { code: 'ECONNREFUSED' });
  assert.throws(send(good), { code: 'EMFILE' });
  for (let i = 0; i < 1_000; i++) host['lookup']!('a.example');
  assert.throws(ask('lookup', 'a.example'), { code: 'ECANCELLED' });
  assert.deepEqual([network.connections.length, network.lookups.length], [1_000, 1_000]);
});

test('a program without the network has none of it', async (t) => {
  const checks = `[{ id: 'shows', task: 1, title: 'It shows', feedback: 'f', async holds({ app }) { return { observed: JSON.stringify(await app.call('solve')) }; } }]`;
  const grader = await graderFor(t, await makeExercise({ checks, worlds: ['files', 'database', 'clock'] }));
  const absent = `export const solve = () => ['fetch', 'Headers', 'AbortController', 'AbortSignal', 'Response'].filter((name) => name in globalThis);`;
  assert.equal((await verdictOn(grader, absent)).checks[0]!.observed, '[]');
  for (const name of ['undici', 'node:dns', 'node:net', 'ounce:network', 'ounce:statements']) {
    const { fault } = await verdictOn(grader, `import * as all from '${name}'; export const solve = () => all;`);
    assert.deepEqual([fault?.code, /there is no such module/.test(fault?.message ?? '')], ['load', true], name);
  }
});

test('a program can’t import what our own code calls', async (t) => {
  for (const name of ['ounce:network', 'ounce:statements'])
    await assert.rejects(solved(t, `import '${name}'; export const solve = () => 1;`, ''), /there is no such module/);
});

test('fetch() sends what it is told and gives the answer as Node does', async (t) => {
  const scene = `network.name('api.example', '93.184.215.14');
network.service('93.184.215.14', ({ method, url, headers, body }) => ({ status: 201, headers: { 'Content-Type': 'application/json', 'X-Two': 'a' }, body: JSON.stringify({ method, url, headers, body, grün: 1 }) }));`;
  const source = `export async function solve() {
  const response = await fetch(new URL('https://API.example:443/a/../b?x=1#y'), { method: 'post', headers: { 'X-Key': ' k ' }, body: new URLSearchParams({ q: 'ä' }) });
  const { status, ok, url, redirected, statusText, bodyUsed } = response;
  const names: string[] = []; response.headers.forEach((value, name) => names.push(name));
  const json = await response.json();
  const again = await response.text().catch((error: any) => error.message);
  const bytes = new Uint8Array(await (await fetch('http://api.example/')).arrayBuffer()).length;
  const pieces = []; for await (const piece of (await fetch('http://api.example/')).body) pieces.push(piece.length);
  return { status, ok, url, redirected, statusText, bodyUsed, names, two: [response.headers.get('X-TWO'), response.headers.has('none'), response.headers.get('none')], json, again, used: response.bodyUsed, same: bytes === pieces.reduce((a, b) => a + b) };
}`;
  assert.deepEqual(await solved(t, source, scene, 'network.connections'), {
    seen: {
      status: 201,
      ok: true,
      url: 'https://api.example/b?x=1#y',
      redirected: false,
      statusText: 'Created',
      bodyUsed: false,
      names: ['content-length', 'content-type', 'x-two'],
      two: ['a', false, null],
      json: {
        method: 'POST',
        url: 'https://api.example/b?x=1#y',
        headers: {
          host: 'api.example',
          'x-key': 'k',
          'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        },
        body: 'q=%C3%A4',
        grün: 1,
      },
      again: 'Body is unusable: Body has already been read',
      used: true,
      same: true,
    },
    look: [443, 80, 80].map((port) => ({ host: 'api.example', address: '93.184.215.14', port, public: true })),
  });
});

test('fetch() fails as Node’s does, and says why in its cause', async (t) => {
  const scene = `network.name('api.example', '93.184.215.14'); network.name('evil.example', '93.184.215.15'); network.name('far.example', '8.8.8.8');
network.service('93.184.215.14', () => ({})); network.service('93.184.215.15', () => ({}), ['other.example']);`;
  const source = `${failure}
const one = (url: string, init?: any) => failure(async () => (await fetch(url, init)).status);
export const solve = async () => [await one('http://none.example/'), await one('http://far.example/'), await one('http://api.example:81/'), await one('http://10.9.9.9/'), await one('https://evil.example/'), await one('https://93.184.215.14/'), await one('ftp://api.example/'), await one('http://api.example:22/'), await one('https://93.184.215.14/', { headers: { Host: 'api.example' } }), await one('x'), await one('http://u:p@api.example/'), await one('http://api.example/', { body: 'x' }), await one('http://api.example/', { headers: { 'x': 'a\\r\\nb' } }), await one('http://api.example/', { redirect: 'never' })];`;
  const failed = (why: string): unknown[] => [true, 'TypeError', 'fetch failed', why];
  const seen = (await solved(t, source, scene)) as unknown[];
  assert.deepEqual(seen.slice(0, 9), [
    failed('ENOTFOUND'),
    failed('EHOSTUNREACH'),
    failed('ECONNREFUSED'),
    failed('ECONNREFUSED'),
    failed('ERR_TLS_CERT_ALTNAME_INVALID'),
    failed('ERR_TLS_CERT_ALTNAME_INVALID'),
    failed('unknown scheme'),
    failed('bad port'),
    failed('ERR_TLS_CERT_ALTNAME_INVALID'),
  ]);
  for (const refused of seen.slice(9)) assert.equal((refused as unknown[])[1], 'TypeError', JSON.stringify(refused));
});

const hops = `network.name('a.example', '93.184.215.14'); network.name('b.example', '93.184.215.15');
network.service('93.184.215.14', ({ url }) => { const { pathname, searchParams } = new URL(url);
  if (pathname === '/loop') return { status: 302, headers: { location: '/loop?n=' + (Number(searchParams.get('n') ?? 0) + 1) } };
  if (pathname === '/end') return { body: 'end of a' };
  return { status: Number(pathname.slice(1)), headers: { location: searchParams.get('to') } }; });
network.service('93.184.215.15', () => ({ body: 'end of b' }));
network.service('169.254.169.254', () => ({ body: 'keys' }));`;

test('fetch() follows redirects by the Fetch standard: methods, bodies, and what another origin may see', async (t) => {
  const source = `const send = async (url: string, method: string) => { const { redirected, url: at, status } = await fetch(url, { method, body: method === 'GET' ? null : 'secret', headers: { Authorization: 'A', Cookie: 'C', 'X-Key': 'K' } }); return [redirected, at, status]; };
export async function solve() {
  const seen = [];
  for (const [status, method] of [[301, 'POST'], [302, 'PUT'], [303, 'PUT'], [307, 'POST'], [308, 'POST'], [301, 'GET']]) seen.push(await send('http://a.example/' + status + '?to=/end', method as string));
  seen.push(await send('http://a.example/307?to=https://b.example/x', 'POST'));
  return seen;
}`;
  const { seen, look } = (await solved(
    t,
    source,
    hops,
    'network.requests.filter(({ hop }) => hop > 0).map(({ url, method, body, headers, hop }) => [url, method, body, Object.keys(headers).join(), hop])',
  )) as { seen: unknown[]; look: unknown[] };
  const kept = 'authorization,content-type,cookie,x-key,host';
  assert.deepEqual(look, [
    ['http://a.example/end', 'GET', '', 'authorization,cookie,x-key,host', 1],
    ['http://a.example/end', 'PUT', 'secret', kept, 1],
    ['http://a.example/end', 'GET', '', 'authorization,cookie,x-key,host', 1],
    ['http://a.example/end', 'POST', 'secret', kept, 1],
    ['http://a.example/end', 'POST', 'secret', kept, 1],
    ['http://a.example/end', 'GET', '', 'authorization,cookie,x-key,host', 1],
    ['https://b.example/x', 'POST', 'secret', 'content-type,x-key,host', 1],
  ]);
  assert.deepEqual(seen.at(-1), [true, 'https://b.example/x', 200]);
});

test('fetch() ends after 20 redirects, stops at the first when told, and leaves http for nothing else', async (t) => {
  const source = `${failure}
export const solve = async () => [
  await failure(() => fetch('http://a.example/loop')),
  await failure(() => fetch('http://a.example/302?to=/end', { redirect: 'error' })),
  await failure(() => fetch('http://a.example/302?to=file:///etc/passwd')),
  await failure(async () => { const { status, headers, redirected, url } = await fetch('http://a.example/302?to=/end', { redirect: 'manual' }); return [status, headers.get('location'), redirected, url]; }),
  await failure(async () => (await fetch('http://a.example/302?to=http://[::ffff:a9fe:a9fe]/')).text()),
];`;
  const { seen, look } = (await solved(t, source, hops, 'network.connections.map(({ address }) => address)')) as {
    seen: unknown[];
    look: string[];
  };
  assert.deepEqual(seen, [
    [true, 'TypeError', 'fetch failed', 'redirect count exceeded'],
    [true, 'TypeError', 'fetch failed', 'unexpected redirect'],
    [true, 'TypeError', 'fetch failed', 'URL scheme must be a HTTP(S) scheme'],
    [302, '/end', false, 'http://a.example/302?to=/end'],
    'keys',
  ]);
  assert.equal(look.length, 21 + 1 + 1 + 1 + 2);
  assert.equal(look.at(-1), '169.254.169.254');
});

test('fetch() tries the addresses of a host in turn until one answers', async (t) => {
  const scene = `network.name('two.example', ['93.184.215.99', '93.184.215.14']); network.service('93.184.215.14', () => ({ body: 'here' }));`;
  const source = `export const solve = async () => (await fetch('http://two.example/')).text();`;
  assert.deepEqual(
    await solved(t, source, scene, 'network.connections.map(({ address, error }) => [address, error])'),
    {
      seen: 'here',
      look: [
        ['93.184.215.99', 'EHOSTUNREACH'],
        ['93.184.215.14', null],
      ],
    },
  );
});

test('an answer may be slow: the clock moves, and a signal ends the wait', async (t) => {
  const scene = `network.name('slow.example', '93.184.215.14'); network.service('93.184.215.14', () => ({ delay: 30_000, body: 'late' }));`;
  const source = `const failure = async (act: () => unknown) => { try { return await act(); } catch (error: any) { return [error.name ?? error, Date.now() - start]; } };
let start = 0;
export async function solve() {
  start = Date.now();
  const seen: unknown[] = [await failure(() => fetch('http://slow.example/', { signal: AbortSignal.timeout(5_000) }))];
  const controller = new AbortController(); setTimeout(() => controller.abort('mine'), 1_000);
  seen.push(await failure(() => fetch('http://slow.example/', { signal: AbortSignal.any([controller.signal, AbortSignal.timeout(9_000)]) })));
  seen.push(await failure(() => fetch('http://slow.example/', { signal: AbortSignal.abort() })));
  seen.push(await (await fetch('http://slow.example/')).text(), Date.now() - start);
  return seen;
}`;
  assert.deepEqual(await solved(t, source, scene, 'network.requests.length'), {
    seen: [['TimeoutError', 5_000], ['mine', 6_000], ['AbortError', 6_000], 'late', 36_000],
    look: 3,
  });
});

test('a huge body comes in pieces, costs what is read of it, and is cut off', async (t) => {
  const scene = `network.name('huge.example', '93.184.215.14'); network.service('93.184.215.14', () => ({ body: { text: 'abc', bytes: 5_000_000_000 } }));`;
  const source = `${failure}
export async function solve() {
  const response = await fetch('http://huge.example/');
  let bytes = 0; let head = '';
  for await (const piece of response.body) { head ||= new TextDecoder().decode(piece).slice(0, 5); bytes += piece.length; if (bytes > 100_000) break; }
  const reader = (await fetch('http://huge.example/')).body.getReader();
  const { done, value } = await reader.read(); await reader.cancel();
  return [bytes > 100_000 && bytes < 200_000, head, response.headers.get('content-length'), done, value!.length, (await reader.read()).done, await failure(async () => (await fetch('http://huge.example/')).text())];
}`;
  assert.deepEqual(await solved(t, source, scene, 'network.requests.map(({ read }) => read > 1_000_000)'), {
    seen: [true, 'abcab', null, false, 32 * 1_024, true, [true, 'TypeError', 'terminated', 'UND_ERR_SOCKET']],
    look: [false, false, true],
  });
});

test('node:dns answers as Node’s does', async (t) => {
  const scene = `network.name('both.example', ['93.184.215.14', '2606:4700::1111']); network.name('six.example', ['2606:4700::1111']);`;
  const source = `import dns, { lookup as callbackLookup } from 'node:dns';
import { lookup, resolve4, resolve6 } from 'node:dns/promises';
const told = (promise: Promise<unknown>) => promise.catch((error: any) => [error.code, error.message, error.hostname]);
export const solve = async () => [
  await lookup('both.example'), await lookup('both.example', { all: true }), await lookup('both.example', 6), await lookup('both.example', { family: 4 }),
  await told(lookup('six.example', { family: 4 })), await told(lookup('none.example')), await told(resolve4('six.example')), await resolve4('both.example'), await resolve6('both.example'), await told(resolve4('127.0.0.1')),
  await new Promise((ok) => callbackLookup('both.example', { all: true }, (error, addresses) => ok([error, addresses.length]))),
  await new Promise((ok) => dns.lookup('both.example', (error, address, family) => ok([error, address, family]))),
  await dns.promises.lookup('0x7f.1'),
];`;
  const v4 = { address: '93.184.215.14', family: 4 };
  const v6 = { address: '2606:4700::1111', family: 6 };
  assert.deepEqual(await solved(t, source, scene), [
    v4,
    [v4, v6],
    v6,
    v4,
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND six.example', 'six.example'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND none.example', 'none.example'],
    ['ENOTFOUND', 'queryA ENOTFOUND six.example', 'six.example'],
    [v4.address],
    [v6.address],
    ['ENOTFOUND', 'queryA ENOTFOUND 127.0.0.1', '127.0.0.1'],
    [null, 2],
    [null, v4.address, 4],
    { address: '127.0.0.1', family: 4 },
  ]);
});

test('node:net decides as Node’s own does', async (t) => {
  const addresses = ['10.1.2.3', '::ffff:10.1.2.3', '11.0.0.1', '192.168.0.7', 'fd00::1', '::1', 'x', ''];
  const source = `import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
const list = new BlockList(); list.addSubnet('10.0.0.0', 8); list.addAddress('::1', 'ipv6'); list.addRange('192.168.0.1', '192.168.0.9'); list.addSubnet('fd00::', 8, 'ipv6');
const told = (act: () => unknown) => { try { return act(); } catch (error: any) { return error.code; } };
export const solve = () => [${JSON.stringify(addresses)}.map((address) => [isIP(address), isIPv4(address), isIPv6(address), told(() => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'))]), told(() => list.addSubnet('10.0.0.0', 40)), told(() => list.addAddress('nonsense'))];`;
  const list = new BlockList();
  list.addSubnet('10.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  list.addRange('192.168.0.1', '192.168.0.9');
  list.addSubnet('fd00::', 8, 'ipv6');
  const { isIP } = await import('node:net');
  const wanted = addresses.map((address) => {
    const version = isIP(address);
    return [
      version,
      version === 4,
      version === 6,
      version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4'),
    ];
  });
  const [seen, prefix, address] = (await solved(t, source, '')) as [unknown, string, string];
  assert.deepEqual(seen, wanted);
  assert.deepEqual([prefix, address], ['ERR_OUT_OF_RANGE', 'ERR_INVALID_ADDRESS']);
});

const rebinding = `network.name('rebind.example', '93.184.215.14', '10.0.0.7'); network.name('good.example', '93.184.215.15');
for (const where of ['93.184.215.14', '93.184.215.15']) network.service(where, ({ headers }) => ({ body: 'hello from ' + headers.host }));
network.service('10.0.0.7', () => ({ body: 'inner' })); network.service('169.254.169.254', () => ({ body: 'keys' }));`;

/** The ways in which Node programs bind the check to the connection. Each gets the good host, and none an inner one. */
const pinned: Record<string, string> = {
  'a lookup of an Agent that checks': `import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, fetch as get } from 'undici';
const agent = new Agent({ connect: { lookup(host, options, callback) {
  lookup(host, options, (error, addresses) => {
    if (error) return callback(error);
    if (addresses.some(({ address, family }) => inner.check(address, family === 6 ? 'ipv6' : 'ipv4'))) return callback(new Error('inner'));
    callback(null, addresses);
  });
} } });
const inner = new BlockList(); for (const [net, bits] of [['10.0.0.0', 8], ['169.254.0.0', 16], ['127.0.0.0', 8]] as const) inner.addSubnet(net, bits);
const read = async (url: string) => { const host = new URL(url).hostname.replace(/^\\[|\\]$/g, ''); if (isIP(host) && inner.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')) throw new Error('inner'); return (await get(url, { dispatcher: agent })).text(); };`,
  'a global dispatcher': `import { lookup } from 'node:dns/promises';
import { Agent, setGlobalDispatcher } from 'undici';
const ok = (address: string) => address.startsWith('93.');
setGlobalDispatcher(new Agent({ connect: { lookup: (host, options, callback) => { lookup(host).then(({ address, family }) => ok(address) ? callback(null, address, family) : callback(new Error('inner')), callback); } } }));
const read = async (url: string) => { const { hostname } = new URL(url); if (/^[\\d.]+$|^\\[/.test(hostname) && !ok(hostname)) throw new Error('inner'); return (await fetch(url)).text(); };`,
};

for (const [what, source] of Object.entries(pinned)) {
  test(`the checked address is the one that is connected to, by ${what}`, async (t) => {
    const solve = `${source}
const told = (url: string) => read(url).catch(() => 'refused');
export const solve = async () => [await told('https://good.example/'), await told('http://rebind.example/'), await told('http://rebind.example/'), await told('http://0xa9fea9fe/'), await told('http://[::ffff:10.0.0.7]/')];`;
    const { seen, look } = (await solved(t, solve, rebinding, 'network.connections.filter((one) => !one.public)')) as {
      seen: string[];
      look: unknown[];
    };
    assert.deepEqual(seen, ['hello from good.example', 'hello from rebind.example', 'refused', 'refused', 'refused']);
    assert.deepEqual(look, []);
  });
}

test('a check before fetch() sees another address than the connection, and an Agent’s lookup sees no address in a URL', async (t) => {
  const source = `import { lookup } from 'node:dns/promises';
import { Agent } from 'undici';
const dispatcher = new Agent({ connect: { lookup: (host, options, callback) => callback(new Error('never')) } });
export async function solve() {
  const { address } = await lookup('rebind.example');
  return [address, await (await fetch('http://rebind.example/')).text(), await (await fetch('http://169.254.169.254/', { dispatcher })).text(), await fetch('http://good.example/', { dispatcher }).catch((error) => error.cause.message)];
}`;
  assert.deepEqual(await solved(t, source, rebinding), ['93.184.215.14', 'inner', 'keys', 'never']);
});

test('what a lookup gives that is no address is refused, and an Agent that is none', async (t) => {
  const source = `${failure}
import { Agent } from 'undici';
const by = (...given: any[]) => failure(() => fetch('http://good.example/', { dispatcher: new Agent({ connect: { lookup: (host: any, options: any, callback: any) => callback(null, ...given) } }) }));
export const solve = async () => [await by('nonsense', 4), await by(undefined), await by([]), await by([{ address: 5 }]), await failure(() => fetch('http://good.example/', { dispatcher: {} as any })), await failure(() => new Agent({ connect: (() => {}) as any }))];`;
  const failed = (why: string): unknown[] => [true, 'TypeError', 'fetch failed', why];
  assert.deepEqual(await solved(t, source, rebinding), [
    failed('ERR_INVALID_IP_ADDRESS'),
    failed('ERR_INVALID_IP_ADDRESS'),
    failed('The lookup gave no address'),
    failed('ERR_INVALID_IP_ADDRESS'),
    [true, 'TypeError', 'The dispatcher must be an Agent', null],
    [true, 'TypeError', 'connect must be an object here, with a lookup in it', null],
  ]);
});

test('a service sees plain data that is its own', () => {
  const { network, host } = open();
  const seen: unknown[] = [];
  network.service('10.0.0.1', (request) => {
    seen.push(request);
    (request.headers as Record<string, string>)['x'] = 'changed';
    return { status: 204, body: 'ignored' };
  });
  const answer = host['send']!({
    url: 'http://a.example/',
    address: '::ffff:10.0.0.1',
    method: 'POST',
    headers: [
      ['X', 'y'],
      ['__proto__', 'z'],
    ],
    body: Uint8Array.of(104, 105),
    hop: 0,
  });
  assert.deepEqual(answer, { status: 204, delay: 0, headers: [], body: 1 });
  assert.deepEqual(host['readText']!(1), { text: '', done: true });
  assert.equal(network.requests[0]!.body, 'hi');
  assert.equal(network.requests[0]!.headers['x'], 'y');
  assert.equal(Object.getPrototypeOf(network.requests[0]!.headers), Object.prototype);
});
