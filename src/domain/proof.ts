/** What can harm an account asks for a fresh proof of who is there. */
import type { Visitor } from './visitor.ts';

const minutes = 10;

/** Whether the password, passkey or code was given lately in this session. */
export function isProven(visitor: Pick<Visitor, 'provenAt'>, now: Date = new Date()): boolean {
  return now.getTime() - visitor.provenAt.getTime() < minutes * 60_000;
}
