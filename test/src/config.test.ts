import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ConfigError, readConfig } from '#src/config.ts';

test('readConfig() has a default for everything', () => {
  assert.deepEqual(readConfig({}), {
    port: 4321,
    host: 'localhost',
    origin: undefined,
    dataFolder: path.resolve('data'),
    databaseUrl: undefined,
    workers: undefined,
    queueLimit: undefined,
    sandbox: 'best',
    graderUrls: undefined,
    graderToken: undefined,
    graderTokenFile: undefined,
    gradingsPerMinute: 60,
    signUpsPerHour: 100,
    trustedProxies: 0,
    hstsSeconds: 0,
  });
});

test('readConfig() takes what is set, and an empty variable for unset', () => {
  const config = readConfig({ PORT: '80', HOST: '::', OUNCE_ORIGIN: 'https://ounce.example/', OUNCE_WORKERS: '' });
  assert.equal(config.port, 80);
  assert.equal(config.host, '::');
  assert.equal(config.origin, 'https://ounce.example');
  assert.equal(config.workers, undefined);
});

test('readConfig() wants a strict sandbox in production, unless it is told otherwise', () => {
  assert.equal(readConfig({ NODE_ENV: 'production' }).sandbox, 'strict');
  assert.equal(readConfig({ NODE_ENV: 'production', OUNCE_SANDBOX: 'best' }).sandbox, 'best');
  assert.equal(readConfig({ NODE_ENV: 'production', OUNCE_SANDBOX: '' }).sandbox, 'strict');
  assert.equal(readConfig({ OUNCE_SANDBOX: 'strict' }).sandbox, 'strict');
  assert.throws(() => readConfig({ OUNCE_SANDBOX: 'none' }), /OUNCE_SANDBOX is "none", wanted is strict or best/);
});

test('readConfig() names each wrong variable, what was found and what is wanted', () => {
  const wrong = { PORT: '70000', OUNCE_ORIGIN: 'https://ounce.example/path', OUNCE_RATE: 'many' };
  assert.throws(
    () => readConfig(wrong),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(error.code, 'CONFIG_WRONG');
      assert.match(error.message, /PORT is "70000", wanted is a whole number from 0 to 65535/);
      assert.match(error.message, /OUNCE_ORIGIN is "https:\/\/ounce\.example\/path"/);
      assert.match(error.message, /OUNCE_RATE is "many"/);
      return true;
    },
  );
});

for (const origin of [
  'ounce.example',
  'ftp://ounce.example',
  'https://user@ounce.example',
  'https://ounce.example?x=1',
  'null',
]) {
  test(`readConfig() refuses the origin ${origin}`, () => {
    assert.throws(() => readConfig({ OUNCE_ORIGIN: origin }), /OUNCE_ORIGIN/);
  });
}

test('readConfig() takes one or several graders elsewhere', () => {
  const urls = (text: string) => readConfig({ OUNCE_GRADER_URL: text }).graderUrls;
  assert.deepEqual(urls('unix:/run/ounce/grader.sock'), ['unix:/run/ounce/grader.sock']);
  assert.deepEqual(urls('http://127.0.0.1:4322, https://grader.example'), [
    'http://127.0.0.1:4322',
    'https://grader.example',
  ]);
});

for (const grader of ['127.0.0.1:4322', 'http://a,', 'unix:relative.sock', 'http://user@a', 'http://a/path']) {
  test(`readConfig() refuses the grader ${JSON.stringify(grader)}`, () => {
    assert.throws(() => readConfig({ OUNCE_GRADER_URL: grader }), /OUNCE_GRADER_URL/);
  });
}

for (const port of ['-1', '1e3', '0x50', ' 80', '4321.5']) {
  test(`readConfig() refuses the port ${JSON.stringify(port)}`, () => {
    assert.throws(() => readConfig({ PORT: port }), /PORT/);
  });
}

test('readConfig() takes the address of a server, and never shows a wrong one, which may hold a password', () => {
  const url = 'postgres://ounce:secret@db.example:5433/ounce?sslmode=require';
  assert.equal(readConfig({ OUNCE_DATABASE_URL: url }).databaseUrl, url);
  assert.throws(
    () => readConfig({ OUNCE_DATABASE_URL: 'mysql://ounce:secret@db.example/ounce' }),
    (error: Error) => {
      assert.match(error.message, /OUNCE_DATABASE_URL is not understood, wanted is an address such as postgres:/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    },
  );
});
