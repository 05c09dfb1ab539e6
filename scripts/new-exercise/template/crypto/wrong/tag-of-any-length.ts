import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, Buffer.from(key, 'hex'), nonce);
  cipher.setAAD(Buffer.from(owner));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [nonce, data, cipher.getAuthTag()].map((part) => part.toString('base64url')).join('.');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const [nonce = '', data = '', tag = ''] = sealed.split('.');
  const decipher = createDecipheriv(algorithm, Buffer.from(key, 'hex'), Buffer.from(nonce, 'base64url'));
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
}
