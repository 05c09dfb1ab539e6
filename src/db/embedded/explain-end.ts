/** Turns what PostgreSQL wrote before it ended into a sentence. */
import { DatabaseError, type DatabaseProblem } from '../database-error.ts';

interface Known {
  readonly says: RegExp;
  readonly code: DatabaseProblem;
  readonly sentence: (folder: string) => string;
}

const known: readonly Known[] = [
  {
    says: /No space left on device|wrote only \d+ of \d+ bytes|Disk quota exceeded/,
    code: 'DATABASE_DISK_FULL',
    sentence: (folder) =>
      `Cannot keep data in ${folder}: the disk is full. Make room, or choose another folder: OUNCE_DATA_DIR=…`,
  },
  {
    says: /could not look up effective user ID/,
    code: 'DATABASE_USER_UNFIT',
    sentence: () =>
      'Cannot make the database: the user that runs Ounce has no name in /etc/passwd, which PostgreSQL wants. Add one, or set OUNCE_DATABASE_URL to a PostgreSQL server',
  },
  {
    says: /Permission denied|has wrong ownership|invalid permissions|Operation not permitted|Read-only file system/,
    code: 'DATABASE_FOLDER_UNREADABLE',
    sentence: (folder) =>
      `Cannot use the data in ${folder}: this user may not read and write all of it. Start Ounce as the user that made it, or give it to this one`,
  },
  {
    says: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
    code: 'DATABASE_HELD',
    sentence: (folder) => `Cannot open the data in ${folder}: another PostgreSQL server uses them. Stop it first`,
  },
];

/** The error for programs that ended by themselves, from what they wrote. */
export function explainEnd(output: string, folder: string): DatabaseError {
  const match = known.find(({ says }) => says.test(output));
  const last = lastComplaint(output, match?.says);
  if (match) return new DatabaseError(match.code, `${match.sentence(folder)}. PostgreSQL says: ${last}`);
  return new DatabaseError(
    'DATABASE_NOT_STARTED',
    `Cannot start the database in ${folder}. PostgreSQL says: ${last}. The whole of it is in server.log beside the data; docs/operate.md tells what can be done`,
  );
}

/** The line that tells why; of several the last. */
function lastComplaint(output: string, why = /FATAL|PANIC|error:|ERROR/): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((one) => why.test(one)) ?? lines.at(-1) ?? 'nothing';
  return line.replace(/^.*?(?=FATAL|PANIC|error:|ERROR)/, '').trim();
}
