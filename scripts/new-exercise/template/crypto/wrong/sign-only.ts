import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

function signatureOf(key: string, owner: string, id: string, data: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'hex'))
    .update(JSON.stringify([owner, id, data]))
    .digest();
}

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const id = randomBytes(12).toString('base64url');
  const data = Buffer.from(text).toString('base64url');
  return [id, data, signatureOf(key, owner, id, data).toString('base64url')].join('.');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const [id = '', data = '', signature = ''] = sealed.split('.');
  const [wanted, given] = [signatureOf(key, owner, id, data), Buffer.from(signature, 'base64url')];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error('The note was changed');
  return Buffer.from(data, 'base64url').toString('utf8');
}
