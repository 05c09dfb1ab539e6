/** The secret of an authenticator app, kept encrypted under the key of this installation and for one user. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: nonce, ciphertext, tag. */
export function sealSecret(secret: Uint8Array, userId: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(key), nonce).setAAD(Buffer.from(userId));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when it was sealed for another user or under another key. */
export function openSecret(sealed: Buffer, userId: string, key: Buffer): Uint8Array {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(key), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(userId)).setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

function keyFrom(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'ounce totp v1', 32));
}
