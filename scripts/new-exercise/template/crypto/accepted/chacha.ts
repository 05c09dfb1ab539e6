import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const options = { authTagLength: 16 };

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('chacha20-poly1305', Buffer.from(key, 'hex'), nonce, options);
  cipher.setAAD(Buffer.from(owner));
  const data = cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
  return JSON.stringify({ nonce: nonce.toString('hex'), tag: cipher.getAuthTag().toString('hex'), data });
}

/** The text of a note that was sealed for the owner; null for everything else. */
export function open(key: string, owner: string, sealed: string): string | null {
  try {
    const { nonce, tag, data } = JSON.parse(sealed) as { nonce: string; tag: string; data: string };
    const decipher = createDecipheriv('chacha20-poly1305', Buffer.from(key, 'hex'), Buffer.from(nonce, 'hex'), options);
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(Buffer.from(tag, 'hex'));
    return decipher.update(data, 'hex', 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
