import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { isLocal, parseAddress } from '../../../sandbox/src/service/address.ts';
import { listen } from '../../../sandbox/src/service/listen.ts';
import { readServeOptions } from '../../../sandbox/src/service/options.ts';
import { carriesToken, readToken } from '../../../sandbox/src/service/token.ts';
import net from 'node:net';
import { socketPath, token } from './start-service.ts';

test('readServeOptions() listens on this machine only unless it is told otherwise', async () => {
  const options = await readServeOptions([], { OUNCE_GRADER_TOKEN: '' });
  assert.ok(options !== 'help');
  assert.deepEqual([options.address, options.token], [{ kind: 'port', host: '127.0.0.1', port: 4322 }, undefined]);
  assert.equal(await readServeOptions(['--help'], {}), 'help');
});

test('readServeOptions() takes the token from a file, without the end of its line', async (t) => {
  const file = socketPath(t);
  writeFileSync(file, `${token}\n`);
  const options = await readServeOptions(['--listen', '0.0.0.0:0', '--token-file', file, '--workers', '3'], {});
  assert.ok(options !== 'help');
  assert.deepEqual([options.token, options.workers], [token, 3]);
  assert.equal((await readServeOptions([], { OUNCE_GRADER_TOKEN_FILE: file })) !== 'help', true);
});

const refused: Record<string, [RegExp, string[], Record<string, string>?]> = {
  'no token where others can connect': [/can reach \[::\]:0, and there is no token/, ['--listen', '[::]:0']],
  'a host name without a token': [/there is no token/, ['--listen', 'grader.example:4322']],
  'a short token': [/OUNCE_GRADER_TOKEN has 5 characters; at least 16/, [], { OUNCE_GRADER_TOKEN: 'short' }],
  'two tokens': [/by a file, one of them is wanted/, ['--token-file', '/x'], { OUNCE_GRADER_TOKEN: token }],
  'a token in a file that is not there': [/file \/none can't be read/, ['--token-file', '/none']],
  'an address that is none': [/--listen is "4322", wanted is/, ['--listen', '4322']],
  'no workers': [/--workers is "0", wanted is a whole number from 1 to 256/, ['--workers', '0']],
  'an unknown option': [/Unknown option '--worker'/, ['--worker', '1']],
};

for (const [name, [pattern, args, environment]] of Object.entries(refused)) {
  test(`readServeOptions() refuses ${name}`, async () => {
    await assert.rejects(readServeOptions(args, environment ?? {}), pattern);
  });
}

test('isLocal() knows what only this machine can reach', () => {
  const local = ['127.0.0.1:1', '127.9.9.9:1', 'localhost:1', '[::1]:1', '/run/ounce/grader.sock', 'unix:/a'];
  for (const text of local) assert.equal(isLocal(parseAddress(text)!), true, text);
  const open = ['0.0.0.0:1', '[::]:1', '10.0.0.1:1', '128.0.0.1:1', 'localhost.example:1', '[::ffff:10.0.0.1]:1'];
  for (const text of open) assert.equal(isLocal(parseAddress(text)!), false, text);
  for (const text of ['', '4322', ':4322', 'a:b', '127.0.0.1:70000', '127.0.0.1:1:2', '::1:80'])
    assert.equal(parseAddress(text), undefined, text);
});

test('carriesToken() takes the token, and nothing else', () => {
  assert.ok(carriesToken(`Bearer ${token}`, token));
  assert.ok(carriesToken(`bearer  ${token}`, token));
  for (const header of [undefined, '', 'Bearer ', `Bearer ${token} x`, `Bearer ${token}x`, `Basic ${token}`, token])
    assert.equal(carriesToken(header, token), false, header);
});

test('readToken() never shows what it refuses', async () => {
  const wrong = 'spaces are not for tokens';
  await assert.rejects(readToken({ token: wrong, file: undefined }), (error: Error) => !error.message.includes(wrong));
});

test('listen() says what is in the way', async (t) => {
  const taken = net.createServer();
  t.after(() => taken.close());
  const url = await listen(taken, { kind: 'port', host: '127.0.0.1', port: 0 });
  const address = parseAddress(new URL(url).host)!;
  await assert.rejects(listen(net.createServer(), address), /another process listens on 127\.0\.0\.1:\d+/);
  const path = socketPath(t);
  writeFileSync(path, 'text');
  await assert.rejects(listen(net.createServer(), { kind: 'socket', path }), /is there and no socket/);
  await assert.rejects(listen(net.createServer(), { kind: 'socket', path: `${path}/deeper` }), /can't listen on/);
});
