/** `node:crypto` for the learner: the shapes of Node around the host's functions on data (src/worlds/crypto.ts). */
import { callHost } from './border.ts';
import { RealError, RealPromise, RealTypeError, bare, put } from './primordials.ts';

type Namespace = Record<string, unknown>;
type Callback = (error: Error | null, value?: unknown) => void;

const ask = (name: string, ...values: unknown[]): unknown => callHost('ounce:crypto', name, values);

interface KeyText {
  type: 'secret' | 'public' | 'private';
  kind: string | undefined;
  material: string | Uint8Array;
}

let materialOf: (key: KeyObject) => string | Uint8Array;

/** A key whose material is out of reach until it is exported. */
class KeyObject {
  readonly type: string;
  readonly asymmetricKeyType: string | undefined;
  readonly #material: string | Uint8Array;
  static {
    materialOf = (key) => key.#material;
  }
  constructor({ type, kind, material }: KeyText) {
    this.type = type;
    this.asymmetricKeyType = kind;
    this.#material = material;
  }
  get symmetricKeySize(): number | undefined {
    return this.type === 'secret' ? this.#material.length : undefined;
  }
  export(options?: { format?: unknown; type?: unknown }): unknown {
    if (this.type === 'secret') return bytesOf(this.#material);
    return ask('exportKey', this.type, this.#material, options?.format, options?.type);
  }
}

/** Texts and keys as bytes; whatever else there is, the host looks at. */
function bytesOf(value: unknown, encoding?: unknown): unknown {
  if (value instanceof KeyObject) return bytesOf(materialOf(value));
  return typeof value === 'string' ? callHost('ounce:platform', 'bytesOf', [value, encoding]) : value;
}

function inEncoding(bytes: unknown, encoding: unknown): unknown {
  if (encoding === undefined || encoding === null || encoding === 'buffer') return bytes;
  return callHost('ounce:platform', 'textOf', [bytes, encoding]);
}

function bytesArgument(value: unknown, encoding?: unknown): Uint8Array {
  const bytes = bytesOf(value, encoding);
  if (bytes instanceof Uint8Array) return bytes;
  const error = new RealTypeError(
    'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView',
  );
  put(error, 'code', 'ERR_INVALID_ARG_TYPE');
  throw error;
}

/** Gathers what is fed to it, until it is asked once for its result. */
class Gatherer {
  readonly #parts: Uint8Array[] = [];
  #done = false;
  update(data: unknown, encoding?: unknown): this {
    this.#alive();
    this.#parts.push(bytesArgument(data, encoding));
    return this;
  }
  /** All that was fed; nothing can be fed any more. */
  protected take(): Uint8Array {
    this.#alive();
    this.#done = true;
    return Buffer.concat(this.#parts);
  }
  protected parts(): readonly Uint8Array[] {
    return this.#parts;
  }
  #alive(): void {
    if (!this.#done) return;
    const error = new RealError('Digest already called');
    put(error, 'code', 'ERR_CRYPTO_HASH_FINALIZED');
    throw error;
  }
}

class Hash extends Gatherer {
  readonly #algorithm: unknown;
  constructor(algorithm: unknown) {
    super();
    ask('checkHash', algorithm);
    this.#algorithm = algorithm;
  }
  digest(encoding?: unknown): unknown {
    return inEncoding(ask('hash', this.#algorithm, this.take()), encoding);
  }
  copy(): Hash {
    const copy = new Hash(this.#algorithm);
    for (const part of this.parts()) copy.update(part);
    return copy;
  }
}

class Hmac extends Gatherer {
  readonly #algorithm: unknown;
  readonly #key: Uint8Array;
  constructor(algorithm: unknown, key: unknown) {
    super();
    ask('checkHash', algorithm);
    this.#algorithm = algorithm;
    this.#key = bytesArgument(key);
  }
  digest(encoding?: unknown): unknown {
    return inEncoding(ask('hmac', this.#algorithm, this.#key, this.take()), encoding);
  }
}

/** A cipher of the host by its number: what it gives before its tag is checked is as in Node. */
class Cipher {
  readonly #id: unknown;
  constructor(decrypts: boolean, algorithm: unknown, key: unknown, iv: unknown, options?: { authTagLength?: unknown }) {
    this.#id = ask('openCipher', decrypts, algorithm, bytesOf(key), bytesOf(iv), options?.authTagLength);
  }
  update(data: unknown, inputEncoding?: unknown, outputEncoding?: unknown): unknown {
    return inEncoding(ask('update', this.#id, bytesArgument(data, inputEncoding)), outputEncoding);
  }
  final(encoding?: unknown): unknown {
    return inEncoding(ask('final', this.#id), encoding);
  }
  setAAD(data: unknown): this {
    ask('setAad', this.#id, bytesArgument(data));
    return this;
  }
  getAuthTag(): unknown {
    return ask('getTag', this.#id);
  }
  setAuthTag(tag: unknown, encoding?: unknown): this {
    ask('setTag', this.#id, bytesArgument(tag, encoding));
    return this;
  }
  setAutoPadding(on = true): this {
    ask('setPadding', this.#id, on);
    return this;
  }
}

interface KeyOptions {
  key?: unknown;
  padding?: unknown;
  dsaEncoding?: unknown;
}

/** A key argument apart: what the host reads, and how a signature is made with it. */
function keyParts(given: unknown): { key: unknown; padding: unknown; encoding: unknown } {
  if (given instanceof KeyObject) return { key: materialOf(given), padding: undefined, encoding: undefined };
  if (typeof given !== 'object' || given === null || given instanceof Uint8Array)
    return { key: given, padding: undefined, encoding: undefined };
  const { key, padding, dsaEncoding } = given as KeyOptions;
  return { key: key instanceof KeyObject ? materialOf(key) : given, padding, encoding: dsaEncoding };
}

function sign(algorithm: unknown, data: unknown, key: unknown): unknown {
  const own = keyParts(key);
  return ask('sign', algorithm ?? null, bytesArgument(data), own.key, own.padding, own.encoding);
}

function verify(algorithm: unknown, data: unknown, key: unknown, signature: unknown): unknown {
  const own = keyParts(key);
  return ask('verify', algorithm ?? null, bytesArgument(data), own.key, signature, own.padding, own.encoding);
}

class Sign extends Gatherer {
  readonly #algorithm: unknown;
  constructor(algorithm: unknown) {
    super();
    this.#algorithm = algorithmIn(algorithm);
  }
  sign(key: unknown, encoding?: unknown): unknown {
    return inEncoding(sign(this.#algorithm, this.take(), key), encoding);
  }
}

class Verify extends Gatherer {
  readonly #algorithm: unknown;
  constructor(algorithm: unknown) {
    super();
    this.#algorithm = algorithmIn(algorithm);
  }
  verify(key: unknown, signature: unknown, encoding?: unknown): unknown {
    return verify(this.#algorithm, this.take(), key, bytesOf(signature, encoding));
  }
}

/** Signatures name their hash also as 'RSA-SHA256'. */
function algorithmIn(name: unknown): unknown {
  return typeof name === 'string' ? name.replace(/^rsa-/i, '') : name;
}

function randomBytes(size: unknown, callback?: Callback): unknown {
  return answer(() => ask('randomBytes', size), callback);
}

function randomInt(first: unknown, second?: unknown, third?: unknown): unknown {
  const callback = (typeof second === 'function' ? second : third) as Callback | undefined;
  const [min, max] = typeof second === 'number' ? [first, second] : [0, first];
  return answer(() => ask('randomInt', min, max), callback);
}

function randomFillSync(target: unknown): unknown {
  if (!ArrayBuffer.isView(target)) throw new RealTypeError('randomFillSync() and getRandomValues() need a typed array');
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  bytes.set(ask('randomBytes', bytes.length) as Uint8Array);
  return target;
}

/** A value at once, or by a callback later; its arguments are looked at now, as in Node. */
function answer(make: () => unknown, callback: Callback | undefined): unknown {
  const value = make();
  if (typeof callback !== 'function') return value;
  void RealPromise.resolve().then(() => callback(null, value));
  return undefined;
}

interface ScryptOptions {
  N?: unknown;
  r?: unknown;
  p?: unknown;
  cost?: unknown;
  blockSize?: unknown;
  parallelization?: unknown;
}

function scryptSync(password: unknown, salt: unknown, length: unknown, options: ScryptOptions = {}): unknown {
  const { N = options.cost ?? 16_384, r = options.blockSize ?? 8, p = options.parallelization ?? 1 } = options;
  return ask('scrypt', bytesOf(password), bytesOf(salt), length, N, r, p);
}

function scrypt(password: unknown, salt: unknown, length: unknown, fourth: unknown, fifth?: unknown): unknown {
  const callback = needed(typeof fourth === 'function' ? fourth : fifth);
  const options = typeof fourth === 'function' ? {} : (fourth as ScryptOptions);
  return answer(() => scryptSync(password, salt, length, options), callback);
}

function pbkdf2Sync(password: unknown, salt: unknown, iterations: unknown, length: unknown, digest: unknown): unknown {
  return ask('pbkdf2', bytesOf(password), bytesOf(salt), iterations, length, digest);
}

function pbkdf2(...values: unknown[]): unknown {
  const callback = needed(values[5]);
  return answer(() => pbkdf2Sync(values[0], values[1], values[2], values[3], values[4]), callback);
}

function needed(callback: unknown): Callback {
  if (typeof callback === 'function') return callback as Callback;
  const error = new RealTypeError('The "callback" argument must be of type function');
  put(error, 'code', 'ERR_INVALID_ARG_TYPE');
  throw error;
}

function hkdfSync(digest: unknown, key: unknown, salt: unknown, info: unknown, length: unknown): unknown {
  const bytes = ask('hkdf', digest, bytesOf(key), bytesOf(salt), bytesOf(info), length) as Uint8Array;
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

interface PairOptions {
  namedCurve?: unknown;
  publicKeyEncoding?: { format?: unknown; type?: unknown };
  privateKeyEncoding?: { format?: unknown; type?: unknown };
}

function generateKeyPairSync(type: unknown, options: PairOptions = {}): { publicKey: unknown; privateKey: unknown } {
  const made = ask('makeKeys', type, options.namedCurve) as { publicKey: KeyText; privateKey: KeyText };
  const [publicKey, privateKey] = [new KeyObject(made.publicKey), new KeyObject(made.privateKey)];
  const { publicKeyEncoding: open, privateKeyEncoding: shut } = options;
  return {
    publicKey: open ? publicKey.export(open) : publicKey,
    privateKey: shut ? privateKey.export(shut) : privateKey,
  };
}

function readKey(type: string, given: unknown): KeyObject {
  return new KeyObject(ask('readKey', type, keyParts(given).key) as KeyText);
}

function hash(algorithm: unknown, data: unknown, encoding: unknown = 'hex'): unknown {
  return inEncoding(ask('hash', algorithm, bytesArgument(data)), encoding);
}

/** Makes `node:crypto`, and the two functions that a global `crypto` has. */
export function makeCryptoModule(): Namespace {
  const functions: Namespace = {
    createHash: (algorithm: unknown) => new Hash(algorithm),
    createHmac: (algorithm: unknown, key: unknown) => new Hmac(algorithm, key),
    createCipheriv: (...values: [unknown, unknown, unknown, object?]) => new Cipher(false, ...values),
    createDecipheriv: (...values: [unknown, unknown, unknown, object?]) => new Cipher(true, ...values),
    createSign: (algorithm: unknown) => new Sign(algorithm),
    createVerify: (algorithm: unknown) => new Verify(algorithm),
    createPublicKey: (given: unknown) => readKey('public', given),
    createPrivateKey: (given: unknown) => readKey('private', given),
    createSecretKey: (given: unknown, encoding?: unknown) =>
      new KeyObject(ask('readKey', 'secret', bytesOf(given, encoding)) as KeyText),
    timingSafeEqual: (a: unknown, b: unknown) => ask('equal', a, b),
    randomUUID: () => ask('randomUUID'),
    ...{ hash, sign, verify, randomBytes, randomInt, randomFillSync, scrypt, scryptSync, pbkdf2, pbkdf2Sync, hkdfSync },
    ...{ generateKeyPairSync, KeyObject, constants: { RSA_PKCS1_PADDING: 1, RSA_PKCS1_PSS_PADDING: 6 } },
    getRandomValues: randomFillSync,
  };
  const namespace = bare();
  for (const [name, value] of Object.entries(functions)) put(namespace, name, value);
  const global = bare();
  put(global, 'getRandomValues', randomFillSync);
  put(global, 'randomUUID', functions['randomUUID']);
  put(globalThis, 'crypto', global);
  return namespace;
}
