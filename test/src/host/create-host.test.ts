import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createHost, type Render } from '#src/host/create-host.ts';
import { listen } from '#src/host/listen.ts';
import { precompress } from '#src/host/precompress.ts';
import { ownOrigins } from '#src/host/same-origin.ts';

/** Answers with what the page would have got. */
const echo: Render = (request, response, next, locals) => {
  if (request.url === '/missing' || request.url === '/api/missing') return Promise.resolve(next());
  if (request.url === '/broken') return Promise.reject(new Error('broken on purpose'));
  const { body } = request as { body?: Buffer };
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ host: request.headers.host, body: body?.toString(), locals }));
  return Promise.resolve();
};

test('the host sets security headers on every response', async (t) => {
  const { url } = await start(t);
  t.mock.method(console, 'error', () => undefined);
  const paths = ['/', '/page', '/echo', '/missing', '/api/missing', '/broken', '/learn/', '/_astro/a.css'];
  for (const one of paths) {
    const { headers } = await fetch(url + one, { redirect: 'manual' });
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
      one,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff', one);
    assert.equal(headers.get('referrer-policy'), 'same-origin', one);
    assert.equal(headers.get('strict-transport-security'), null, one);
  }
});

test('the host lets only the workspace write styles of its own', async (t) => {
  const { url } = await start(t);
  const style = async (one: string): Promise<string | undefined> =>
    /style-src [^;]*/.exec((await fetch(url + one)).headers.get('content-security-policy') ?? '')?.[0];
  assert.equal(await style('/exercises/order-quantity'), "style-src 'self' 'unsafe-inline'");
  assert.equal(await style('/exercises/order-quantity/solution'), "style-src 'self'");
  assert.equal(await style('/exercises'), "style-src 'self'");
});

test('the host serves files with or without .html, compressed, and unchanged ones not again', async (t) => {
  const { url } = await start(t);
  for (const one of ['/', '/page', '/page.html']) assert.match(await (await fetch(url + one)).text(), /<h1>/, one);
  const style = await fetch(`${url}/_astro/a.css`, { headers: { 'accept-encoding': 'gzip, deflate, br' } });
  assert.equal(style.headers.get('content-encoding'), 'br');
  assert.equal(style.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal((await fetch(`${url}/page`)).headers.get('cache-control'), 'public, no-cache');
  const plain = await fetch(`${url}/page`, { headers: { 'accept-encoding': 'identity' } });
  assert.equal(plain.headers.get('content-encoding'), null);
  const again = await fetch(`${url}/page`, {
    headers: { 'accept-encoding': 'identity', 'if-none-match': plain.headers.get('etag') ?? '' },
  });
  assert.equal(again.status, 304);
  const head = await fetch(`${url}/page`, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
});

test('the host serves nothing outside its folder', async (t) => {
  const { port } = await start(t);
  for (const one of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/_astro/../../secret.txt',
    '/%2e%2e/secret.txt',
    '//secret.txt',
  ]) {
    assert.doesNotMatch(
      await raw(port, `GET ${one} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      /top secret/,
      one,
    );
  }
});

test('the host sends a path with a slash at its end to the one without', async (t) => {
  const { url } = await start(t);
  const response = await fetch(`${url}/learn/?a=1`, { redirect: 'manual' });
  assert.equal(response.status, 308);
  assert.equal(response.headers.get('location'), '/learn?a=1');
});

test('the host gives pages our own host name, whatever the client says', async (t) => {
  const { port } = await start(t);
  const answer = await raw(
    port,
    'GET /echo HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n',
  );
  assert.match(answer, new RegExp(`"host":"localhost:${port}"`));
  assert.doesNotMatch(answer, /evil/);
});

test('the host hands the body and the address of the client to the page', async (t) => {
  const { url } = await start(t);
  const response = await fetch(`${url}/echo`, { method: 'POST', body: 'a=1', headers: { origin: url } });
  const { body, locals } = (await response.json()) as { body: string; locals: { app: string; address: string } };
  assert.equal(body, 'a=1');
  assert.equal(locals.app, 'the app');
  assert.match(locals.address, /^(127\.0\.0\.1|0:0:0:0::\/64)$/);
});

test('the host refuses what another site sends, as JSON or as a page', async (t) => {
  const { url } = await start(t);
  const headers = { origin: 'https://evil.example' };
  const json = await fetch(`${url}/api/echo`, { method: 'POST', body: '{}', headers });
  assert.equal(json.status, 403);
  assert.equal(json.headers.get('content-type'), 'application/problem+json');
  const problem = (await json.json()) as Record<string, unknown>;
  assert.equal(problem['type'], '/problems/other-site');
  assert.equal(problem['status'], 403);
  const page = await fetch(`${url}/echo`, { method: 'POST', headers: { ...headers, accept: 'text/html' } });
  assert.equal(page.status, 403);
  assert.match(await page.text(), /<h1>other-site/);
});

test('the host takes from people what people send, and gives nothing that Astro brings along', async (t) => {
  const { url, port } = await start(t);
  const deleted = await fetch(`${url}/echo`, { method: 'DELETE' });
  assert.equal(deleted.status, 405);
  assert.equal(deleted.headers.get('allow'), 'GET, HEAD, POST');
  assert.match(await raw(port, 'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'), /^HTTP\/1\.1 405 /);
  assert.equal((await fetch(`${url}/_image?href=https://example.com/a.png`)).status, 404);
});

test('the host refuses a body beyond 128 KB, declared or not', async (t) => {
  const { url, port } = await start(t);
  const most = await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(128 * 1024) });
  assert.equal(most.status, 200);
  const declared = await fetch(`${url}/api/echo`, { method: 'POST', body: 'x'.repeat(128 * 1024 + 1) }).catch(
    () => undefined,
  );
  assert.ok(declared === undefined || declared.status === 413);
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
  const head = 'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
  const answer = await raw(port, head + chunk.repeat(5));
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(answer, /Connection: close/);
  assert.match(answer, /"type":"\/problems\/too-large"/);
});

test('the host answers 404 and 500 as a page to people and as JSON to programs', async (t) => {
  const { url } = await start(t);
  const logged = t.mock.method(console, 'error', () => undefined);
  const page = { headers: { accept: 'text/html' } };
  assert.match(await (await fetch(`${url}/missing`, page)).text(), /<h1>404/);
  assert.equal((await fetch(`${url}/missing`, page)).status, 404);
  assert.equal((await fetch(`${url}/api/missing`, page)).headers.get('content-type'), 'application/problem+json');
  const broken = await fetch(`${url}/broken`, page);
  assert.equal(broken.status, 500);
  assert.match(await broken.text(), /<h1>500/);
  assert.equal(logged.mock.callCount(), 1);
});

test('the host answers what is no HTTP with its headers, and goes on', async (t) => {
  const { url, port } = await start(t);
  const garbage = await raw(port, 'HELLO\r\n\r\n');
  assert.match(garbage, /^HTTP\/1\.1 400 /);
  assert.match(garbage, /Content-Security-Policy: default-src 'none'/);
  const large = await raw(port, `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`);
  assert.match(large, /^HTTP\/1\.1 431 /);
  assert.equal((await fetch(url)).status, 200);
});

test('the host counts as HTTPS only when told so', async (t) => {
  const { url } = await start(t, { hstsSeconds: 600 });
  assert.equal((await fetch(url)).headers.get('strict-transport-security'), 'max-age=600');
});

test('listen() answers on 127.0.0.1 and, where there is one, on ::1, and drains once', async (t) => {
  const { port, host } = await start(t);
  assert.equal((await fetch(`http://127.0.0.1:${port}/page`)).status, 200);
  await host.drain(1_000);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/page`));
});

test('listen() says of a taken port what to do', async (t) => {
  const { port } = await start(t);
  const second = http.createServer();
  await assert.rejects(listen(second, port, '127.0.0.1'), {
    code: 'PORT_TAKEN',
    message: new RegExp(`port ${port} on 127\\.0\\.0\\.1 is taken.*PORT=${port + 1}`),
  });
});

test('listen() says of a host that is not there what to do', async () => {
  await assert.rejects(listen(http.createServer(), 0, '192.0.2.1'), {
    code: 'HOST_UNKNOWN',
    message: /Set HOST to localhost/,
  });
});

async function start(t: TestContext, settings: { hstsSeconds?: number } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'ounce-host-'));
  const clientFolder = path.join(folder, 'client');
  await mkdir(path.join(clientFolder, '_astro'), { recursive: true });
  await mkdir(path.join(clientFolder, 'problems'));
  const files = {
    'index.html': 'home',
    'page.html': 'page',
    '404.html': '404',
    '500.html': '500',
    'problems/other-site.html': 'other-site',
  };
  for (const [name, title] of Object.entries(files))
    await writeFile(path.join(clientFolder, name), `<h1>${title}</h1>`.padEnd(2_000));
  await writeFile(path.join(clientFolder, '_astro/a.css'), 'a{}'.repeat(500));
  await writeFile(path.join(folder, 'secret.txt'), 'top secret');
  await precompress(clientFolder);
  let port = 0;
  const config = { trustedProxies: 0, hstsSeconds: 0, ...settings };
  const origins = () => ownOrigins(undefined, 'localhost', port);
  const server = createHost({ config, clientFolder, render: echo, locals: { app: 'the app' }, origins });
  const host = await listen(server, 0, 'localhost');
  ({ port } = host);
  t.after(async () => {
    if (server.listening) await host.drain(100);
    await rm(folder, { recursive: true, force: true });
  });
  return { url: `http://localhost:${port}`, port, host };
}

/** Sends bytes as they are and gives back all that came, until the server closes. */
async function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => resolve(answer)).on('error', (error) => (answer ? resolve(answer) : reject(error)));
  });
}
