import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { platformModules, workingDirectory } from '../../../sandbox/src/worlds/platform.ts';

const posix = platformModules['node:path']!.functions;
const platform = platformModules['ounce:platform']!.functions;
const url = platformModules['node:url']!.functions;

const pathText = fc
  .array(fc.constantFrom('a', 'b.txt', '..', '.', '', '/', 'é', ' '), { maxLength: 6 })
  .map((parts) => parts.join('/'));

test('node:path says what Node’s own says on POSIX, from the working directory of the worlds', () => {
  const one = ['dirname', 'extname', 'isAbsolute', 'normalize', 'basename'] as const;
  fc.assert(
    fc.property(pathText, pathText, (a, b) => {
      for (const name of one) assert.equal(posix[name]!(a), path.posix[name](a), `${name} ${a}`);
      assert.equal(posix['basename']!(a, '.txt'), path.posix.basename(a, '.txt'));
      assert.equal(posix['join']!(a, b), path.posix.join(a, b));
      assert.equal(posix['resolve']!(a, b), path.posix.resolve(workingDirectory, a, b));
      const [from, to] = [path.posix.resolve(workingDirectory, a), path.posix.resolve(workingDirectory, b)];
      assert.equal(posix['relative']!(a, b), path.posix.relative(from, to));
      assert.deepEqual(posix['parse']!(a), path.posix.parse(a));
      assert.equal(posix['format']!(posix['parse']!(a)), path.posix.format(path.posix.parse(a)));
    }),
    { seed: 1 },
  );
  assert.equal(posix['matchesGlob']!('/a/b.txt', '/a/*.txt'), true);
  assert.deepEqual(platformModules['node:path']!.constants, { sep: '/', delimiter: ':' });
});

test('node:path refuses what is no text, as Node does', () => {
  for (const value of [undefined, null, 5, {}, ['a']]) {
    assert.throws(() => posix['join']!('a', value), { name: 'TypeError', message: /must be of type string/ });
    assert.throws(() => posix['resolve']!(value), { name: 'TypeError' });
  }
});

test('URLs are read as the WHATWG parser reads them', () => {
  const parts = platform['parseUrl']!('../b?x=1#z', 'HTTPS://user:pw@Site.Example:8443/a/c') as Record<string, string>;
  const { href, origin, host, pathname, search, hash, username, password } = new URL(
    'https://user:pw@site.example:8443/b?x=1#z',
  );
  assert.deepEqual(
    [
      parts['href'],
      parts['origin'],
      parts['host'],
      parts['pathname'],
      parts['search'],
      parts['hash'],
      parts['username'],
      parts['password'],
    ],
    [href, origin, host, pathname, search, hash, username, password],
  );
  assert.throws(() => platform['parseUrl']!('x y'), { code: 'ERR_INVALID_URL' });
});

test('the parts of a URL can be set, its origin and other names can’t', () => {
  const set = (key: string, value: string): unknown =>
    (platform['setUrl']!('https://site.example/a?b', key, value) as { href: string }).href;
  assert.equal(set('pathname', '/ä b'), 'https://site.example/%C3%A4%20b?b');
  assert.equal(set('port', '8080'), 'https://site.example:8080/a?b');
  assert.equal(set('protocol', 'javascript'), 'https://site.example/a?b');
  for (const key of ['origin', '__proto__', 'searchParams', 'toString'])
    assert.throws(() => set(key, 'x'), TypeError, key);
});

test('search parameters go to pairs and back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))), (pairs) => {
      const text = platform['searchText']!(pairs);
      assert.equal(text, new URLSearchParams(pairs).toString());
      assert.deepEqual(platform['searchPairs']!(text), [...new URLSearchParams(String(text))]);
    }),
    { seed: 1 },
  );
});

test('bytes and texts go to and fro in every encoding of Node, and in no other', () => {
  const encodings = ['utf8', 'latin1', 'hex', 'base64', 'base64url', 'ascii', 'utf16le', undefined] as const;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      for (const encoding of encodings) {
        const text = platform['textOf']!(bytes, encoding);
        assert.equal(text, Buffer.from(bytes).toString(encoding));
        assert.deepEqual(platform['bytesOf']!(text, encoding), new Uint8Array(Buffer.from(String(text), encoding)));
      }
    }),
    { seed: 1 },
  );
  for (const encoding of ['nope', 5, null, {}]) assert.throws(() => platform['bytesOf']!('a', encoding), TypeError);
});

test('decoders read UTF-8 and nothing else', () => {
  assert.equal(platform['decodeUtf8']!(new Uint8Array([0x67, 0xc3, 0xbc, 0xff]), false), 'gü\ufffd');
  assert.throws(() => platform['decodeUtf8']!(new Uint8Array([0xff]), true), TypeError);
  assert.equal(platform['checkDecoder']!('UTF8'), undefined);
  for (const label of ['latin1', 'utf-16', 'nope']) assert.throws(() => platform['checkDecoder']!(label), RangeError);
});

test('file: URLs and paths go to and fro as on POSIX', () => {
  assert.equal(url['fileURLToPath']!('file:///a%20b'), '/a b');
  assert.equal(url['fileURLToPath']!({ href: 'file:///a' }), '/a');
  assert.throws(() => url['fileURLToPath']!('https://site.example/'), { code: 'ERR_INVALID_URL_SCHEME' });
  assert.equal((url['pathToFileURL']!('/a b#') as { href: string }).href, 'file:///a%20b%23');
});
