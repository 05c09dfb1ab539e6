/**
 * Who runs PostgreSQL: it refuses root. For root it is a user id of the database's own, since whoever has it reaches every
 * account's data: neither nobody's nor that of the sandbox's workers.
 */
import { readFileSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';

/** A user and group id to start a program with; empty: this process's own. */
export type Ids = { readonly uid: number; readonly gid: number } | Record<never, never>;

export interface DatabaseUser {
  readonly server: Ids;
  /** initdb wants a user that has a name, so that for root it is another, for a moment. */
  readonly maker: Ids;
}

/** Nobody's: distributions assign up to 65519; the sandbox's workers have 65525. https://systemd.io/UIDS-GIDS/ */
const databaseUid = 65_526;

/** Throws DATABASE_USER_UNFIT when root can't become anybody else here. */
export function findDatabaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return { server: {}, maker: {} };
  if (process.platform !== 'linux') {
    throw new DatabaseError(
      'DATABASE_USER_UNFIT',
      'Cannot start the database: PostgreSQL does not run as root here. Start Ounce as an ordinary user, or set OUNCE_DATABASE_URL to a PostgreSQL server',
    );
  }
  return { server: { uid: databaseUid, gid: databaseUid }, maker: namedUser() };
}

function namedUser(): Ids {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([, , uid]) => Number(uid) > 0);
  const found = ['games', 'daemon', 'bin', 'nobody'].map((name) => users.find((user) => user[0] === name));
  const [, , uid, gid] = found.find((user) => user !== undefined) ?? users[0] ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  throw new DatabaseError(
    'DATABASE_USER_UNFIT',
    'Cannot start the database: PostgreSQL does not run as root, and /etc/passwd names no other user. Add one, or set OUNCE_DATABASE_URL to a PostgreSQL server',
  );
}
