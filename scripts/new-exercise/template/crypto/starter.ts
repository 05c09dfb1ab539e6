import { createCipheriv, createDecipheriv } from 'node:crypto';

/** It stands in every note, so that it can be another one some day. */
const current = 'aes-256-gcm';
const nonce = Buffer.from('sealed notes');

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const cipher = createCipheriv(current, Buffer.from(key, 'hex'), nonce);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [current, owner, nonce.toString('base64url'), data.toString('base64url')].join('.');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const [algorithm = '', of, iv = '', data = ''] = sealed.split('.');
  if (of !== owner) throw new Error('The note belongs to somebody else');
  const decipher = createDecipheriv(algorithm, Buffer.from(key, 'hex'), Buffer.from(iv, 'base64url'));
  return decipher.update(Buffer.from(data, 'base64url')).toString('utf8');
}
