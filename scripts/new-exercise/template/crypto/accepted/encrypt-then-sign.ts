import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key of its own for each purpose and each owner. */
function keyFor(key: string, purpose: string, owner: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', JSON.stringify([purpose, owner]), 32));
}

function signatureOf(key: string, owner: string, body: string): Buffer {
  return createHmac('sha256', keyFor(key, 'sign', owner))
    .update(body)
    .digest();
}

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', keyFor(key, 'encrypt', owner), iv);
  const data = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
  return `${data}:${signatureOf(key, owner, data).toString('base64')}`;
}

/** The text of a note that was sealed for the owner; undefined for everything else. */
export function open(key: string, owner: string, sealed: string): string | undefined {
  const [data = '', signature = ''] = sealed.split(':');
  const [wanted, given] = [signatureOf(key, owner, data), Buffer.from(signature, 'base64')];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const bytes = Buffer.from(data, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', keyFor(key, 'encrypt', owner), bytes.subarray(0, 16));
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
}
