import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** No key seals a second note, so that its nonce is never used again. */
const nonce = Buffer.alloc(12);

function keyOf(key: string, salt: Buffer, owner: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), salt, owner, 32));
}

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const salt = randomBytes(32);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key, salt, owner), nonce);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, data, cipher.getAuthTag()]).toString('hex');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'hex');
  if (bytes.length < 48) throw new RangeError('Too short for a sealed note');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(key, bytes.subarray(0, 32), owner), nonce);
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(32, -16)), decipher.final()]).toString('utf8');
}
