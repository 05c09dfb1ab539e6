/** The crypto world: the safe part of the host's node:crypto on plain data, within bounds; every use on record. */
import crypto, { type CipherGCM, type CipherGCMOptions, type DecipherGCM, type SignKeyObjectInput } from 'node:crypto';
import { bytesOf, keyText, makePrivateKey, readKey, wrongType, type KeyText } from './crypto-keys.ts';
import { intBetween, randomSource, uuidOf } from './crypto-random.ts';
import type { HostFunction, Opening, World } from './world.ts';

/** One thing that the learner's program did. Keys left out do not apply. */
export interface CryptoUse {
  /** 'random', 'hash', 'hmac', 'equal', 'scrypt', 'pbkdf2', 'hkdf', 'encrypt', 'decrypt', 'tag-checked', 'sign', 'verify', 'key'. */
  operation: string;
  /** As the program named it, in lower case: 'sha256', 'aes-256-gcm'. */
  algorithm?: string;
  /** Secret bytes that went in, in hexadecimal: of a key or a password. */
  key?: string;
  /** The IV, nonce or salt, in hexadecimal. */
  iv?: string;
  /** How many bytes were drawn, hashed, encrypted or compared. */
  bytes?: number;
  /** scrypt's N·r·p or the iterations of PBKDF2. */
  cost?: number;
  /** What a comparison, a check of a tag or of a signature said. */
  result?: boolean;
}

/** What a check or exploit sees as `crypto`. The learner's program has `node:crypto`. */
export interface CryptoWorld {
  /** What the learner's program did, in order. */
  readonly uses: readonly CryptoUse[];
}

const most = {
  uses: 5_000,
  randomBytes: 64 * 1_024,
  output: 4_096,
  /** N·r·p of scrypt: twice Node's default of 16,384 · 8 · 1. */
  scrypt: 2 ** 18,
  /** Bytes that scrypt may take: 128·N·r, as Node's own default. */
  scryptMemory: 32 * 1_024 * 1_024,
  /** Iterations times blocks of output. */
  pbkdf2: 250_000,
  ciphers: 100,
} as const;

const hashes = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-256', 'sha3-512'];
const ciphers = [
  ...['aes-128-gcm', 'aes-256-gcm', 'chacha20-poly1305'],
  ...['aes-128-cbc', 'aes-256-cbc', 'aes-128-ctr', 'aes-256-ctr', 'aes-128-ecb', 'aes-256-ecb'],
];

/** Opens a world whose random bytes come from the seed and the check. */
export function openCryptoWorld({ seed, purpose }: Pick<Opening, 'seed' | 'purpose'>): World & { handle: CryptoWorld } {
  const uses: CryptoUse[] = [];
  const record = (use: CryptoUse): void => {
    if (uses.length < most.uses) uses.push(use);
  };
  const draw = randomSource(seed, purpose);
  const functions = {
    ...randomFunctions(draw, record),
    ...digestFunctions(record),
    ...derivationFunctions(record),
    ...cipherFunctions(record),
    ...keyFunctions(draw, record),
  };
  return { modules: { 'ounce:crypto': { functions } }, handle: { uses }, close: () => undefined };
}

type Recorder = (use: CryptoUse) => void;
type Functions = Record<string, HostFunction>;

function oneOf(name: unknown, list: readonly string[], what: string): string {
  const found =
    typeof name === 'string' ? list.find((known) => known === name.toLowerCase().replace(/^sha-/, 'sha')) : undefined;
  if (found !== undefined) return found;
  const shown = typeof name === 'string' ? `"${name.slice(0, 40)}"` : typeof name;
  throw new TypeError(`The ${what} ${shown} is not supported here; there are: ${list.join(', ')}`);
}

function whole(value: unknown, name: string, min: number, max: number): number {
  if (typeof value !== 'number') throw wrongType(name, 'of type number');
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const message = `The value of "${name}" is out of range. It must be a whole number from ${min} to ${max} here. Received ${value}`;
  throw Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function randomFunctions(draw: (size: number) => Uint8Array, record: Recorder): Functions {
  const recorded = (size: number): Uint8Array => {
    record({ operation: 'random', bytes: size });
    return draw(size);
  };
  return {
    randomBytes: (size) => recorded(whole(size, 'size', 0, most.randomBytes)),
    randomInt: (min, max) => {
      const from = whole(min, 'min', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      const to = whole(max, 'max', from + 1, Math.min(Number.MAX_SAFE_INTEGER, from + 2 ** 48 - 1));
      record({ operation: 'random', bytes: Math.log2(to - from) / 8 });
      return intBetween(draw, from, to);
    },
    randomUUID: () => uuidOf(recorded(16)),
  };
}

function digestFunctions(record: Recorder): Functions {
  return {
    checkHash: (algorithm) => void oneOf(algorithm, hashes, 'hash'),
    hash: (algorithm, data) => {
      const name = oneOf(algorithm, hashes, 'hash');
      const bytes = bytesOf(data, 'data');
      record({ operation: 'hash', algorithm: name, bytes: bytes.length });
      return plain(crypto.createHash(name).update(bytes).digest());
    },
    hmac: (algorithm, key, data) => {
      const name = oneOf(algorithm, hashes, 'hash');
      const [secret, bytes] = [bytesOf(key), bytesOf(data, 'data')];
      record({ operation: 'hmac', algorithm: name, key: hex(secret), bytes: bytes.length });
      return plain(crypto.createHmac(name, secret).update(bytes).digest());
    },
    equal: (a, b) => {
      const [left, right] = [bytesOf(a, 'buf1'), bytesOf(b, 'buf2')];
      const result = crypto.timingSafeEqual(left, right);
      record({ operation: 'equal', bytes: left.length, result });
      return result;
    },
  };
}

function derivationFunctions(record: Recorder): Functions {
  return {
    scrypt: (password, salt, length, n, r, p) => {
      const [secret, iv] = [bytesOf(password, 'password'), bytesOf(salt, 'salt')];
      const size = whole(length, 'keylen', 0, most.output);
      const N = whole(n, 'N', 2, 2 ** 31);
      const [blocks, lanes] = [whole(r, 'r', 1, most.scrypt), whole(p, 'p', 1, most.scrypt)];
      const cost = N * blocks * lanes;
      if (cost > most.scrypt || 128 * N * blocks > most.scryptMemory)
        throw new RangeError(
          `scrypt: N·r·p may be ${most.scrypt} here, and 128·N·r ${most.scryptMemory}; it is ${cost} with N = ${N}, r = ${blocks}, p = ${lanes}`,
        );
      record({ operation: 'scrypt', key: hex(secret), iv: hex(iv), cost, bytes: size });
      return plain(crypto.scryptSync(secret, iv, size, { N, r: blocks, p: lanes, maxmem: most.scryptMemory * 2 }));
    },
    pbkdf2: (password, salt, iterations, length, digest) => {
      const [secret, iv] = [bytesOf(password, 'password'), bytesOf(salt, 'salt')];
      const name = oneOf(digest, hashes, 'hash');
      const size = whole(length, 'keylen', 0, most.output);
      const cost = whole(iterations, 'iterations', 1, most.pbkdf2);
      const blocks = Math.ceil(size / crypto.createHash(name).digest().length);
      if (cost * blocks > most.pbkdf2)
        throw new RangeError(
          `pbkdf2: iterations times blocks of output may be ${most.pbkdf2} here; there are ${cost} iterations and ${blocks} blocks`,
        );
      record({ operation: 'pbkdf2', algorithm: name, key: hex(secret), iv: hex(iv), cost, bytes: size });
      return plain(crypto.pbkdf2Sync(secret, iv, cost, size, name));
    },
    hkdf: (digest, key, salt, info, length) => {
      const name = oneOf(digest, hashes, 'hash');
      const [secret, iv] = [bytesOf(key), bytesOf(salt, 'salt')];
      const size = whole(length, 'keylen', 0, most.output);
      record({ operation: 'hkdf', algorithm: name, key: hex(secret), iv: hex(iv), bytes: size });
      return plain(new Uint8Array(crypto.hkdfSync(name, secret, iv, bytesOf(info, 'info'), size)));
    },
  };
}

interface OpenCipher {
  cipher: CipherGCM | DecipherGCM;
  use: CryptoUse;
  decrypts: boolean;
}

function cipherFunctions(record: Recorder): Functions {
  const open = new Map<number, OpenCipher>();
  let last = 0;
  const opened = (id: unknown): OpenCipher => {
    const found = open.get(id as number);
    if (found) return found;
    throw new Error('This cipher belongs to an earlier call: make a new one for each message');
  };
  return {
    openCipher: (decrypts, algorithm, key, iv, tagLength) => {
      const name = oneOf(algorithm, ciphers, 'cipher');
      if (open.size >= most.ciphers)
        throw new Error(`Too many ciphers are open: at most ${most.ciphers} for one check`);
      const secret = bytesOf(key);
      const nonce = iv === null ? null : bytesOf(iv, 'iv');
      const options =
        name.endsWith('poly1305') || tagLength !== undefined
          ? { authTagLength: tagLength === undefined ? 16 : whole(tagLength, 'authTagLength', 4, 16) }
          : undefined;
      const make = decrypts === true ? crypto.createDecipheriv : crypto.createCipheriv;
      const cipher = make(name as 'aes-256-gcm', secret, nonce as Buffer, options as CipherGCMOptions | undefined);
      const use: CryptoUse = {
        operation: decrypts === true ? 'decrypt' : 'encrypt',
        algorithm: name,
        key: hex(secret),
        ...(nonce && { iv: hex(nonce) }),
        bytes: 0,
      };
      record(use);
      open.set(++last, { cipher: cipher, use, decrypts: decrypts === true });
      return last;
    },
    update: (id, data) => {
      const { cipher, use } = opened(id);
      const bytes = bytesOf(data, 'data');
      use.bytes = (use.bytes ?? 0) + bytes.length;
      return plain(cipher.update(bytes));
    },
    final: (id) => {
      const { cipher, use, decrypts } = opened(id);
      const checks = decrypts && /gcm|poly1305/.test(use.algorithm ?? '');
      try {
        const rest = plain(cipher.final());
        if (checks) record({ operation: 'tag-checked', algorithm: use.algorithm!, result: true });
        return rest;
      } catch (error) {
        if (checks) record({ operation: 'tag-checked', algorithm: use.algorithm!, result: false });
        throw error;
      }
    },
    setAad: (id, data) => void opened(id).cipher.setAAD(bytesOf(data, 'buffer')),
    getTag: (id) => {
      const { cipher, decrypts } = opened(id);
      if (decrypts) throw new TypeError('decipher.getAuthTag is not a function');
      return plain((cipher as CipherGCM).getAuthTag());
    },
    setTag: (id, tag) => {
      const { cipher, decrypts } = opened(id);
      if (!decrypts) throw new TypeError('cipher.setAuthTag is not a function');
      (cipher as DecipherGCM).setAuthTag(bytesOf(tag, 'buffer'));
    },
    setPadding: (id, on) => void opened(id).cipher.setAutoPadding(on !== false),
  };
}

function keyFunctions(draw: (size: number) => Uint8Array, record: Recorder): Functions {
  const digestOf = (name: unknown): string | null => (name === null ? null : oneOf(name, hashes, 'hash'));
  return {
    readKey: (type, given): KeyText => keyText(readKey(type, given)),
    makeKeys: (type, curve): { publicKey: KeyText; privateKey: KeyText } => {
      const key = makePrivateKey(type, curve, draw);
      record({ operation: 'key', algorithm: String(type) });
      return { publicKey: keyText(crypto.createPublicKey(key)), privateKey: keyText(key) };
    },
    exportKey: (type, material, format, form) => {
      const key = readKey(type, material);
      if (format === 'jwk') return key.export({ format: 'jwk' });
      const options = { format: format === 'der' ? 'der' : 'pem', type: form as 'spki' };
      const out: string | Buffer = key.export(options as never);
      return typeof out === 'string' ? out : plain(out);
    },
    sign: (algorithm, data, key, padding, encoding) => {
      const digest = digestOf(algorithm);
      const bytes = bytesOf(data, 'data');
      record({ operation: 'sign', algorithm: digest ?? 'ed25519', bytes: bytes.length });
      return plain(crypto.sign(digest, bytes, signingKey('private', key, padding, encoding)));
    },
    verify: (algorithm, data, key, signature, padding, encoding) => {
      const digest = digestOf(algorithm);
      const bytes = bytesOf(data, 'data');
      const own = signingKey('public', key, padding, encoding);
      const result = crypto.verify(digest, bytes, own, bytesOf(signature, 'signature'));
      record({ operation: 'verify', algorithm: digest ?? 'ed25519', bytes: bytes.length, result });
      return result;
    },
  };
}

function signingKey(type: string, key: unknown, padding: unknown, encoding: unknown): SignKeyObjectInput {
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants;
  const known = [RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING].find((value) => value === padding);
  if (padding !== undefined && known === undefined)
    throw new TypeError('The padding must be RSA_PKCS1_PADDING or RSA_PKCS1_PSS_PADDING here');
  return {
    key: readKey(type, key),
    ...(known !== undefined && { padding: known }),
    ...(encoding === 'ieee-p1363' && { dsaEncoding: encoding }),
  };
}
