/** Keys that come over the border as texts and bytes, and go back so. */
import { createPrivateKey, createPublicKey, createSecretKey, createECDH, type KeyObject } from 'node:crypto';

/** What a key is on the learner's side: never an object of the host's. */
export interface KeyText {
  type: 'secret' | 'public' | 'private';
  /** 'ed25519', 'ec', 'rsa', …; undefined for a secret. */
  kind: string | undefined;
  /** PEM (SPKI or PKCS #8); of a secret, its bytes. */
  material: string | Uint8Array;
}

const kinds = ['ed25519', 'ec', 'rsa'];
const mostKeyText = 16 * 1024;

/** Reads a key of any form that Node reads, within bounds. Throws Node's error when it is none. */
export function readKey(type: unknown, given: unknown): KeyObject {
  const parts = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const material = typeof given === 'string' || given instanceof Uint8Array ? given : parts['key'];
  if (type === 'secret') return createSecretKey(bytesOf(material));
  if (typeof material !== 'string' && !(material instanceof Uint8Array) && parts['format'] !== 'jwk')
    throw wrongType('key', 'a text, bytes or a key');
  if (sizeOf(material) > mostKeyText) throw new RangeError(`A key may have ${mostKeyText} bytes here`);
  const input = {
    key: material instanceof Uint8Array ? Buffer.from(material) : material,
    ...(typeof parts['format'] === 'string' && { format: parts['format'] }),
    ...(typeof parts['type'] === 'string' && { type: parts['type'] }),
  } as never;
  return bounded(type === 'private' ? createPrivateKey(input) : createPublicKey(input));
}

function sizeOf(material: unknown): number {
  return typeof material === 'string' || material instanceof Uint8Array
    ? material.length
    : JSON.stringify(material).length;
}

/** A key with a large modulus takes seconds: refused. */
function bounded(key: KeyObject): KeyObject {
  const details = key.asymmetricKeyDetails as { modulusLength?: number; publicExponent?: bigint } | undefined;
  const { modulusLength = 0, publicExponent = 0n } = details ?? {};
  if (!kinds.includes(key.asymmetricKeyType ?? ''))
    throw new TypeError(
      `Keys of the type ${key.asymmetricKeyType} are not supported here; there are: ${kinds.join(', ')}`,
    );
  if (modulusLength > 4_096 || publicExponent > 0xffff_ffffn)
    throw new RangeError('An RSA key may have 4,096 bits here, and a public exponent of 32 bits');
  return key;
}

export function bytesOf(value: unknown, name = 'key'): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  throw wrongType(name, 'a text or bytes');
}

export function wrongType(name: string, wanted: string): Error {
  return Object.assign(new TypeError(`The "${name}" argument must be ${wanted}`), { code: 'ERR_INVALID_ARG_TYPE' });
}

/** A key as it may cross the border. */
export function keyText(key: KeyObject): KeyText {
  if (key.type === 'secret') return { type: 'secret', kind: undefined, material: new Uint8Array(key.export()) };
  const material = key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }) as string;
  return { type: key.type, kind: key.asymmetricKeyType, material };
}

/** The ASN.1 before the 32 bytes of an Ed25519 private key (RFC 8410, section 7). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A private key made from drawn bytes, so that it repeats with the seed. */
export function makePrivateKey(type: unknown, curve: unknown, draw: (size: number) => Uint8Array): KeyObject {
  if (type === 'ed25519')
    return createPrivateKey({ key: Buffer.concat([ed25519Prefix, draw(32)]), format: 'der', type: 'pkcs8' });
  if (type === 'ec' && (curve === 'P-256' || curve === 'prime256v1')) return makeP256(draw);
  throw new TypeError(
    `generateKeyPairSync() makes 'ed25519', and 'ec' with the namedCurve 'P-256', here; not ${JSON.stringify(type)}`,
  );
}

function makeP256(draw: (size: number) => Uint8Array): KeyObject {
  const ecdh = createECDH('prime256v1');
  const secret = Buffer.from(draw(32));
  // The order of the curve begins with ffffffff00000000ffffffff: with this bit off, every drawn value but 0 is below it.
  secret[0]! &= 0x7f;
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', d: text(secret), x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}
