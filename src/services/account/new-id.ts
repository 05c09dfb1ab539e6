/** Keys of rows. */
import { randomBytes } from 'node:crypto';
import { encodeBase32LowerCaseNoPadding } from '@oslojs/encoding';

/** 128 random bits, base32 without padding. */
export function newId(): string {
  return encodeBase32LowerCaseNoPadding(randomBytes(16));
}
