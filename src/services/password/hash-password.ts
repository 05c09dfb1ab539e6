/** Passwords are kept as Argon2id hashes alone. */
import { hash, verify } from '@node-rs/argon2';
import { passwordText } from '../../domain/password.ts';

/** OWASP's Password Storage Cheat Sheet, the first of its equal choices with 19 MiB. Argon2id is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(passwordText(password), cost);
}

/** Whether the password is the one of the hash. Without a hash it does the same work and says no. */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  const right = await verify(passwordHash ?? (await nobodys()), passwordText(password));
  return right && passwordHash !== null && passwordHash !== undefined;
}

let made: Promise<string> | undefined;
function nobodys(): Promise<string> {
  return (made ??= hashPassword('of nobody'));
}
