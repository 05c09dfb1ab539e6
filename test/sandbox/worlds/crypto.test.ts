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

const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2_048 });
const odd = crypto.generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
/** Every form of one RSA key, for the code of a test. */
const rsa = `const rsa = ${JSON.stringify({
  pem: publicKey.export({ type: 'spki', format: 'pem' }),
  pkcs1: publicKey.export({ type: 'pkcs1', format: 'pem' }),
  jwk: publicKey.export({ format: 'jwk' }),
  der: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  secretPem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  secretJwk: privateKey.export({ format: 'jwk' }),
  locked: privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
  k1: odd.publicKey.export({ type: 'spki', format: 'pem' }),
})};
const m = Buffer.from('message');
const codeOf = (act) => { try { act(); return 'nothing thrown'; } catch (error) { return [error.name, error.code]; } };`;

const same = {
  'RSA signatures, PKCS #1 and PSS': `${rsa}
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: digest } = crypto.constants;
    const plain = crypto.sign('sha256', m, rsa.secretPem);
    const pss = crypto.sign('RSA-SHA256', m, { key: rsa.secretPem, padding, saltLength: digest });
    const longest = crypto.createSign('RSA-SHA512').update(m).sign({ key: rsa.secretPem, padding });
    const changed = Buffer.from(plain); changed[9] ^= 1;
    return [plain.toString('hex'), crypto.createSign('sha256').update(m).sign(crypto.createPrivateKey(rsa.secretPem), 'base64'),
      crypto.verify('sha256', m, rsa.pem, plain), crypto.verify('sha256', m, rsa.pem, changed), crypto.verify('sha1', m, rsa.pem, plain),
      crypto.verify('sha256', m, rsa.pem, pss), crypto.verify('sha256', m, { key: rsa.pem, padding }, pss),
      crypto.verify('sha256', m, { key: rsa.pem, padding, saltLength: digest }, pss), crypto.verify('sha256', m, { key: rsa.pem, padding, saltLength: 20 }, pss),
      crypto.createVerify('sha512').update(m).verify({ key: rsa.pem, padding }, longest)];`,
  'keys as PEM, DER and JWK': `${rsa}
    const keys = [rsa.pem, rsa.pkcs1, { key: rsa.jwk, format: 'jwk' }, { key: Buffer.from(rsa.der, 'base64'), format: 'der', type: 'spki' }, rsa.secretPem].map((key) => crypto.createPublicKey(key));
    const secret = crypto.createPrivateKey({ key: rsa.secretJwk, format: 'jwk' });
    return [keys.map((key) => key.export({ type: 'spki', format: 'pem' })), keys[0].export({ format: 'jwk' }),
      secret.asymmetricKeyType, crypto.createPublicKey(secret).type, crypto.sign('sha512', m, secret).toString('hex')];`,
  'signatures of P-256 in both encodings': `const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const m = Buffer.from('message');
    const short = crypto.sign('sha256', m, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return [short.length, crypto.verify('sha256', m, { key: publicKey, dsaEncoding: 'ieee-p1363' }, short), crypto.verify('sha256', m, publicKey, short),
      crypto.createVerify('sha256').update(m).verify(publicKey, crypto.sign('sha256', m, privateKey))];`,
  'scrypt and PBKDF2 with callbacks': `const later = (start) => new Promise((ok, bad) => start((error, key) => error ? bad(error) : ok(key.toString('hex'))));
    return Promise.all([
      later((done) => crypto.scrypt('p', 'salt', 32, done)),
      later((done) => crypto.scrypt('p', 'salt', 16, { cost: 1024, blockSize: 4, parallelization: 2 }, done)),
      later((done) => crypto.pbkdf2('p', Buffer.from('salt'), 1000, 40, 'sha512', done)),
      later((done) => crypto.randomBytes(4, done)).then((text) => text.length),
    ]);`,
  'what keys are refused for': `${rsa}
    const open = crypto.createPublicKey(rsa.pem), shut = crypto.createPrivateKey(rsa.secretPem), secret = crypto.createSecretKey(Buffer.alloc(32));
    return [
      () => crypto.createHmac('sha256', open), () => crypto.createHmac('sha256', { key: 'a' }), () => crypto.createHmac('sha256', shut),
      () => crypto.createCipheriv('aes-256-gcm', open, Buffer.alloc(12)), () => crypto.hkdfSync('sha256', shut, '', '', 3),
      () => crypto.scryptSync(secret, 's', 3), () => crypto.createSecretKey(secret), () => crypto.createHash('sha256').update(secret),
      () => crypto.createPrivateKey(shut), () => crypto.createPrivateKey(rsa.pem), () => crypto.createPublicKey(open), () => crypto.createPublicKey(secret),
      () => crypto.createPublicKey('no key'), () => crypto.createPublicKey(5), () => crypto.createPrivateKey(rsa.locked),
      () => crypto.sign('sha256', m, open), () => crypto.sign('sha256', m, secret), () => crypto.sign('sha256', m, rsa.pem), () => crypto.sign('sha256', m, 5),
      () => crypto.verify('sha256', m, secret, m), () => crypto.createVerify('sha256').update(m).verify('', m),
      () => crypto.sign('sha256', m, { key: rsa.secretPem, dsaEncoding: 'x' }), () => crypto.sign('sha256', m, { key: rsa.secretPem, saltLength: 'x' }),
      () => crypto.sign('sha256', m, { key: rsa.secretPem, padding: 6, saltLength: 10_000 }),
      () => crypto.createPublicKey({ key: { kty: 'oct', k: 'AQ' }, format: 'jwk' }), () => crypto.createPublicKey({ key: 5, format: 'jwk' }),
      () => crypto.createPublicKey({ format: 'jwk' }), () => crypto.createPublicKey({ key: { kty: 'RSA' }, format: 'jwk' }),
      () => crypto.pbkdf2('p', 's', 1, 1, 'sha256'), () => crypto.scrypt('p', 's', 1),
    ].map(codeOf);`,
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

/** A large number of so many bits, in the form of a JWK. */
function large(bits: number): string {
  return Buffer.alloc(bits / 8, 0xa5).toString('base64url');
}

test('large and odd keys are refused, or done with at once', async (t) => {
  const rsaJwk = { kty: 'RSA', n: large(4_096), e: 'AQAB' };
  const parts = {
    d: large(4_096),
    p: large(2_048),
    q: large(2_048),
    dp: large(2_048),
    dq: large(2_048),
    qi: large(2_048),
  };
  const open = [
    { ...rsaJwk, n: large(16_384) },
    { ...rsaJwk, e: 'AQAAAAAAAQ' },
    { ...rsaJwk, n: large(80_000) },
  ];
  const shut = [
    { ...rsaJwk, ...parts },
    { ...rsaJwk, ...parts, n: large(16_384) },
    { ...rsaJwk, ...parts, d: large(40_000), dp: large(40_000) },
    { ...rsaJwk, ...parts, p: 'AA', q: 'AA' },
    { ...rsaJwk, ...parts, e: 'AA' },
  ];
  const { value } = await solve(
    t,
    `${rsa}
    const tried = async (act: () => unknown) => { const result = await failure(act); return Array.isArray(result) ? result[2] : 'done'; };
    return [
      await Promise.all(${JSON.stringify(open)}.map((key) => tried(() => crypto.verify('sha256', m, { key, format: 'jwk' }, m)))),
      await Promise.all(${JSON.stringify(shut)}.map((key) => tried(() => crypto.sign('sha256', m, { key, format: 'jwk' })))),
      await tried(() => crypto.createPublicKey(rsa.k1)),
      crypto.verify('sha256', m, rsa.pem, crypto.sign('sha256', m, rsa.secretPem)),
    ];`,
  );
  const [opened, signed, curve, after] = value as [string[], string[], string, boolean];
  const size = 'An RSA key may have 4,096 bits here, and a public exponent of 32 bits';
  assert.deepEqual(opened, [size, size, size]);
  assert.deepEqual([signed.length, signed[1]], [shut.length, size]);
  assert.match(curve, /^The curve secp256k1 is not supported here/);
  assert.equal(after, true);
});

test('a token signed with the public key as a secret is taken by a program that believes its algorithm, and by no key object', async (t) => {
  const { value } = await solve(
    t,
    `${rsa}
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const verified = (token, key) => {
      const [head, body, signature] = token.split('.');
      const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
      const given = Buffer.from(signature, 'base64url');
      if (alg === 'HS256') return crypto.timingSafeEqual(crypto.createHmac('sha256', key).update(head + '.' + body).digest(), given);
      return crypto.verify('RSA-SHA256', Buffer.from(head + '.' + body), key, given);
    };
    const forged = part({ alg: 'HS256' }) + '.' + part({ admin: true });
    const token = forged + '.' + crypto.createHmac('sha256', rsa.pem).update(forged).digest('base64url');
    const real = part({ alg: 'RS256' }) + '.' + part({ admin: false });
    const honest = real + '.' + crypto.sign('sha256', Buffer.from(real), rsa.secretPem).toString('base64url');
    const key = crypto.createPublicKey(rsa.pem);
    return [verified(honest, rsa.pem), verified(honest, key), verified(token, rsa.pem), await failure(() => verified(token, key))];`,
  );
  const [honest, object, confused, refusal] = value as [boolean, boolean, boolean, string[]];
  assert.deepEqual([honest, object, confused], [true, true, true]);
  assert.equal(refusal[1], 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE');
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
