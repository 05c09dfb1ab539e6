import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { openCryptoWorld, type CryptoUse } from '../../../sandbox/src/worlds/crypto.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

/** What solve() gives back, and what it used. */
async function solve(t: TestContext, body: string, seed = 7): Promise<{ value: unknown; uses: CryptoUse[] }> {
  const checks = `[{ id: 'solves', task: 1, title: 'It solves', feedback: 'f', async holds({ app, crypto }) {
    return { observed: JSON.stringify({ value: await app.call('solve'), uses: crypto.uses }) };
  } }]`;
  const grader = await graderFor(t, await makeExercise({ checks, worlds: ['crypto'] }));
  const source = `import crypto from 'node:crypto';
import { promisify } from 'node:util';
const failure = async (act: () => unknown) => { try { return await act(); } catch (error: any) { return [error.name, error.code, error.message]; } };
export async function solve() { ${body} }`;
  const verdict = await verdictOn(grader, source, seed);
  assert.ok(verdict.checks[0]?.observed, JSON.stringify(verdict));
  return JSON.parse(verdict.checks[0].observed) as { value: unknown; uses: CryptoUse[] };
}

/** What the same code gives in Node itself. */
async function inNode(body: string): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same text must run in Node and in the isolate
  const run = new Function('crypto', `return (async () => { ${body} })();`) as (
    real: typeof crypto,
  ) => Promise<unknown>;
  return JSON.parse(JSON.stringify(await run(crypto))) as unknown;
}

const same = {
  'hashes, gathered and at once': `return [crypto.createHash('sha256').update('a').update(Buffer.from('b')).digest('hex'), crypto.createHash('md5').update('ff', 'hex').digest('base64url'), crypto.createHash('sha512').update('é').copy().digest('hex'), crypto.hash('sha1', 'x')];`,
  HMACs: `return [crypto.createHmac('sha256', 'key').update('data').digest('hex'), crypto.createHmac('sha512', crypto.createSecretKey(Buffer.from('k'))).update('d').digest('base64')];`,
  'derived keys': `return [crypto.scryptSync('p', 'salt', 32).toString('hex'), crypto.scryptSync('p', 'salt', 16, { N: 1024, r: 4, p: 2 }).toString('hex'), crypto.pbkdf2Sync('p', 'salt', 1000, 40, 'sha512').toString('hex'), Buffer.from(crypto.hkdfSync('sha256', 'k', 's', 'i', 20)).toString('hex')];`,
  'GCM with data and a tag': `const key = Buffer.alloc(32), iv = Buffer.alloc(12);
    const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.from('aad'));
    const text = cipher.update('hello', 'utf8', 'hex') + cipher.final('hex');
    const tag = cipher.getAuthTag();
    const back = crypto.createDecipheriv('aes-256-gcm', key, iv);
    back.setAAD(Buffer.from('aad')); back.setAuthTag(tag);
    return [text, tag.toString('hex'), back.update(text, 'hex', 'utf8') + back.final('utf8')];`,
  'CBC, ECB and ChaCha': `const key = Buffer.alloc(32);
    const cbc = crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
    const ecb = crypto.createCipheriv('aes-256-ecb', key, null);
    const chacha = crypto.createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 });
    return [cbc, ecb, chacha].map((c) => Buffer.concat([c.update('twenty bytes of text'), c.final()]).toString('hex'));`,
  comparisons: `return [crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))];`,
};

for (const [what, body] of Object.entries(same)) {
  test(`node:crypto gives what Node gives: ${what}`, async (t) => {
    assert.deepEqual((await solve(t, body)).value, await inNode(body));
  });
}

test('keys are made, exported, read again, and sign; a changed text does not verify', async (t) => {
  const { value, uses } = await solve(
    t,
    `const ed = crypto.generateKeyPairSync('ed25519');
    const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    const a = crypto.sign(null, Buffer.from('m'), ed.privateKey);
    const b = crypto.createSign('sha256').update('m').sign(ec.privateKey);
    const pub = crypto.createPublicKey(ec.publicKey);
    return [crypto.verify(null, Buffer.from('m'), ed.publicKey, a), crypto.verify(null, Buffer.from('x'), ed.publicKey, a), crypto.createVerify('SHA256').update('m').verify(pub, b), pub.asymmetricKeyType, ed.publicKey.export({ format: 'jwk' }).kty, await failure(() => crypto.generateKeyPairSync('rsa', { modulusLength: 16384 }))];`,
  );
  const [good, bad, ec, type, kty, rsa] = value as unknown[];
  assert.deepEqual([good, bad, ec, type, kty], [true, false, true, 'ec', 'OKP']);
  assert.match((rsa as string[])[2]!, /makes 'ed25519', and 'ec'/);
  assert.deepEqual(
    uses.filter(({ operation }) => operation === 'verify').map(({ result }) => result),
    [true, false, true],
  );
});

test('random values repeat with the seed, differ with another, and are on record', async (t) => {
  const body = `const filled = globalThis.crypto.getRandomValues(new Uint8Array(4));
    return [crypto.randomBytes(16).toString('hex'), crypto.randomInt(10, 12), crypto.randomUUID(), filled.length, (await promisify(crypto.randomBytes)(8)).length];`;
  const first = await solve(t, body);
  assert.deepEqual(first, await solve(t, body));
  const other = await solve(t, body, 8);
  const [bytes, int, uuid, ...lengths] = first.value as [string, number, string, number, number];
  assert.notEqual(bytes, (other.value as string[])[0]);
  assert.match(bytes, /^[0-9a-f]{32}$/);
  assert.ok(int === 10 || int === 11);
  assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(lengths, [4, 8]);
  assert.deepEqual(
    first.uses.map(({ operation, bytes: size }) => [operation, size]),
    [
      ['random', 4],
      ['random', 16],
      ['random', 1 / 8],
      ['random', 16],
      ['random', 8],
    ],
  );
});

test('what encrypts and decrypts is on record, and whether a tag was checked', async (t) => {
  const { value, uses } = await solve(
    t,
    `const key = Buffer.alloc(32, 1), iv = Buffer.alloc(12, 2);
    const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
    const text = Buffer.concat([cipher.update('hello'), cipher.final()]);
    const unchecked = crypto.createDecipheriv('aes-256-gcm', key, iv).update(text).toString();
    const wrong = crypto.createDecipheriv('aes-256-gcm', key, iv).setAuthTag(Buffer.alloc(16));
    wrong.update(text);
    return [unchecked, await failure(() => wrong.final())];`,
  );
  assert.deepEqual(value, ['hello', ['Error', null, 'Unsupported state or unable to authenticate data']]);
  const common = { algorithm: 'aes-256-gcm', key: '01'.repeat(32), iv: '02'.repeat(12), bytes: 5 };
  assert.deepEqual(uses, [
    { operation: 'encrypt', ...common },
    { operation: 'decrypt', ...common },
    { operation: 'decrypt', ...common },
    { operation: 'tag-checked', algorithm: 'aes-256-gcm', result: false },
  ]);
});

test('costs beyond the bounds, and what is not supported, are refused in a sentence', async (t) => {
  const { value } = await solve(
    t,
    `return Promise.all([
      () => crypto.scryptSync('p', 's', 32, { N: 2 ** 20, r: 8, p: 1 }),
      () => crypto.scryptSync('p', 's', 32, { N: 2 ** 14, r: 8, p: 100 }),
      () => crypto.pbkdf2Sync('p', 's', 250000, 512, 'sha256'),
      () => crypto.pbkdf2Sync('p', 's', 1e9, 32, 'sha256'),
      () => crypto.randomBytes(2 ** 30),
      () => crypto.createHash('whirlpool'),
      () => crypto.createCipheriv('des-ede3-cbc', Buffer.alloc(24), Buffer.alloc(8)),
    ].map(async (act) => (await failure(act))[2]));`,
  );
  const messages = value as string[];
  const wanted = [
    /N·r·p may be/,
    /N·r·p may be/,
    /iterations times blocks/,
    /out of range/,
    /out of range/,
    /"whirlpool" is not supported/,
    /"des-ede3-cbc" is not supported/,
  ];
  wanted.forEach((pattern, i) => assert.match(messages[i]!, pattern));
});

test('the host’s functions take anything: a result, or an error with a message', () => {
  const names = Object.keys(openCryptoWorld({ seed: 1, purpose: 'names' }).modules['ounce:crypto']!.functions);
  const value = fc.oneof(
    fc.constantFrom(
      'sha256',
      'aes-256-gcm',
      'aes-128-cbc',
      'ed25519',
      'ec',
      'P-256',
      'public',
      'private',
      'secret',
      'pem',
      'der',
      'jwk',
      'spki',
      null,
      undefined,
      true,
      1,
      12,
      16,
      2 ** 31,
      -1,
      NaN,
    ),
    fc.uint8Array({ maxLength: 64 }),
    fc.constantFrom(12, 16, 32).map((size) => new Uint8Array(size)),
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.dictionary(fc.constantFrom('key', 'format', 'type', 'kty', 'crv', 'x'), fc.string({ maxLength: 5 })),
  );
  const calls = fc.array(fc.tuple(fc.constantFrom(...names), fc.array(value, { maxLength: 7 })), { maxLength: 8 });
  let results = 0;
  fc.assert(
    fc.property(calls, (list) => {
      const { functions } = openCryptoWorld({ seed: 1, purpose: 'fuzz' }).modules['ounce:crypto']!;
      for (const [name, args] of list) {
        try {
          (functions[name] as HostFunction)(...args);
          results++;
        } catch (error) {
          assert.ok(error instanceof Error && error.message !== '', `${name} threw ${String(error)}`);
        }
      }
    }),
    { numRuns: 1_000, seed: 11 },
  );
  assert.ok(results > 100, String(results));
});
