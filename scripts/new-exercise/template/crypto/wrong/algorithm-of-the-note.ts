import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** It stands in every note, so that it can be another one some day. */
const current = 'aes-256-gcm';

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(current, Buffer.from(key, 'hex'), nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(owner));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [current, ...[nonce, data, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const [algorithm = '', ...parts] = sealed.split('.');
  const [nonce = Buffer.alloc(0), data = Buffer.alloc(0), tag = Buffer.alloc(0)] = parts.map((part) =>
    Buffer.from(part, 'base64url'),
  );
  const decipher = createDecipheriv(algorithm, Buffer.from(key, 'hex'), nonce, { authTagLength: 16 });
  if (algorithm.endsWith('gcm')) {
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(tag);
  }
  return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
}
