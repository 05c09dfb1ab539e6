/** The safe part of Node's cryptography. */
declare module 'node:crypto' {
  type Data = string | Uint8Array;
  type KeyLike =
    | Data
    | KeyObject
    | { key: Data | KeyObject | object; format?: string; type?: string; padding?: number; dsaEncoding?: string };
  export interface KeyObject {
    readonly type: string;
    readonly asymmetricKeyType?: string;
    readonly symmetricKeySize?: number;
    export(options?: { format?: string; type?: string }): any;
  }
  export interface Hash {
    update(data: Data, encoding?: string): Hash;
    digest(): Buffer;
    digest(encoding: string): string;
    copy(): Hash;
  }
  export interface Hmac {
    update(data: Data, encoding?: string): Hmac;
    digest(): Buffer;
    digest(encoding: string): string;
  }
  interface Streaming {
    update(data: Data, inputEncoding?: string): Buffer;
    update(data: Data, inputEncoding: string | undefined, outputEncoding: string): string;
    final(): Buffer;
    final(encoding: string): string;
    setAAD(data: Uint8Array): this;
    setAutoPadding(on?: boolean): this;
  }
  export interface Cipher extends Streaming {
    getAuthTag(): Buffer;
  }
  export interface Decipher extends Streaming {
    setAuthTag(tag: Data, encoding?: string): this;
  }
  export interface Sign {
    update(data: Data, encoding?: string): Sign;
    sign(key: KeyLike): Buffer;
    sign(key: KeyLike, encoding: string): string;
  }
  export interface Verify {
    update(data: Data, encoding?: string): Verify;
    verify(key: KeyLike, signature: Data, encoding?: string): boolean;
  }
  type Done<T> = (error: Error | null, value: T) => void;
  type ScryptOptions = {
    N?: number;
    r?: number;
    p?: number;
    cost?: number;
    blockSize?: number;
    parallelization?: number;
    maxmem?: number;
  };
  export function createHash(algorithm: string): Hash;
  export function createHmac(algorithm: string, key: Data | KeyObject): Hmac;
  export function hash(algorithm: string, data: Data, encoding?: string): string;
  export function createCipheriv(
    algorithm: string,
    key: Data | KeyObject,
    iv: Data | null,
    options?: { authTagLength?: number },
  ): Cipher;
  export function createDecipheriv(
    algorithm: string,
    key: Data | KeyObject,
    iv: Data | null,
    options?: { authTagLength?: number },
  ): Decipher;
  export function createSign(algorithm: string): Sign;
  export function createVerify(algorithm: string): Verify;
  export function sign(algorithm: string | null | undefined, data: Data, key: KeyLike): Buffer;
  export function verify(
    algorithm: string | null | undefined,
    data: Data,
    key: KeyLike,
    signature: Uint8Array,
  ): boolean;
  export function createPublicKey(key: KeyLike): KeyObject;
  export function createPrivateKey(key: KeyLike): KeyObject;
  export function createSecretKey(key: Data, encoding?: string): KeyObject;
  export function generateKeyPairSync(
    type: 'ed25519' | 'ec',
    options?: { namedCurve?: string },
  ): { publicKey: KeyObject; privateKey: KeyObject };
  export function generateKeyPairSync(
    type: 'ed25519' | 'ec',
    options: {
      namedCurve?: string;
      publicKeyEncoding: { format: string; type: string };
      privateKeyEncoding: { format: string; type: string };
    },
  ): { publicKey: any; privateKey: any };
  export function randomBytes(size: number): Buffer;
  export function randomBytes(size: number, done: Done<Buffer>): void;
  export function randomInt(max: number): number;
  export function randomInt(min: number, max: number): number;
  export function randomUUID(): string;
  export function randomFillSync<T extends ArrayBufferView>(target: T): T;
  export function getRandomValues<T extends ArrayBufferView>(target: T): T;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
  export function scryptSync(password: Data, salt: Data, length: number, options?: ScryptOptions): Buffer;
  export function scrypt(password: Data, salt: Data, length: number, done: Done<Buffer>): void;
  export function scrypt(password: Data, salt: Data, length: number, options: ScryptOptions, done: Done<Buffer>): void;
  export function pbkdf2Sync(password: Data, salt: Data, iterations: number, length: number, digest: string): Buffer;
  export function pbkdf2(
    password: Data,
    salt: Data,
    iterations: number,
    length: number,
    digest: string,
    done: Done<Buffer>,
  ): void;
  export function hkdfSync(digest: string, key: Data | KeyObject, salt: Data, info: Data, length: number): ArrayBuffer;
  export const constants: { readonly RSA_PKCS1_PADDING: number; readonly RSA_PKCS1_PSS_PADDING: number };
  const crypto: typeof import('node:crypto');
  export default crypto;
}
declare const crypto: {
  getRandomValues<T extends ArrayBufferView>(target: T): T;
  randomUUID(): string;
};
declare module 'node:util' {
  export function promisify<F>(run: { __promisify__: F }): F;
  export function promisify<A extends any[], R>(
    run: (...values: [...A, (error: any, value: R) => void]) => any,
  ): (...values: A) => Promise<R>;
}
