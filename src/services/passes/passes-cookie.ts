/** Which exercises this browser has passed, in a cookie that only this server can write. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const passesCookieName = 'ounce_passes';

/** By the exercise's id: the start of the hash of the version that was passed. */
export type Passes = Readonly<Record<string, string>>;

const passesSchema = z.record(z.string().regex(/^[a-z0-9-]{1,80}$/), z.string().regex(/^[0-9a-f]{12}$/));

/** The passes in a cookie's value; none when it is missing or not ours. */
export function readPasses(value: string | undefined, secret: Buffer): Passes {
  const [payload = '', mac = ''] = (value ?? '').split('.');
  const given = Buffer.from(mac, 'base64url');
  const wanted = sign(payload, secret);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return {};
  return passesSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

/** The cookie's value with one more exercise passed. */
export function writePasses(passes: Passes, exercise: { id: string; hash: string }, secret: Buffer): string {
  const payload = Buffer.from(JSON.stringify({ ...passes, [exercise.id]: exercise.hash.slice(0, 12) })).toString(
    'base64url',
  );
  return `${payload}.${sign(payload, secret).toString('base64url')}`;
}

function sign(payload: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(`ounce passes v1\n${payload}`).digest();
}
