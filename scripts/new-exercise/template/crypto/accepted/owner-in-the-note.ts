import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

interface Note {
  owner: string;
  text: string;
}

/** Seals a note of an owner. The key is 32 bytes in hexadecimal. */
export function seal(key: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce);
  const note: Note = { owner, text };
  const data = Buffer.concat([cipher.update(JSON.stringify(note), 'utf8'), cipher.final()]);
  return [nonce, data, cipher.getAuthTag()].map((part) => part.toString('base64url')).join('.');
}

/** The text of a note that was sealed for the owner. */
export function open(key: string, owner: string, sealed: string): string {
  const [nonce, data, tag] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !data || tag?.length !== 16) throw new RangeError('Not a sealed note');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce);
  decipher.setAuthTag(tag);
  const opened = Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  const note = JSON.parse(opened) as Note;
  if (note.owner !== owner) throw new Error('The note belongs to somebody else');
  return note.text;
}
