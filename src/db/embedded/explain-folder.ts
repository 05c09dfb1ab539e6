/** Sentences for what the file system refuses. */
import { DatabaseError } from '../database-error.ts';

/** Does something with a folder of data; an error of the file system becomes a DatabaseError. */
export async function explainFolder<T>(folder: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw error instanceof DatabaseError ? error : (told(folder, error as NodeJS.ErrnoException) ?? error);
  }
}

function told(folder: string, error: NodeJS.ErrnoException): DatabaseError | undefined {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new DatabaseError(
        'DATABASE_FOLDER_UNREADABLE',
        `Cannot use the data in ${folder}: this user may not read and write ${error.path ?? 'all of it'}. Start Ounce as the user that made it, give it to this one, or choose another folder: OUNCE_DATA_DIR=…`,
        error,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseError(
        'DATABASE_DISK_FULL',
        `Cannot keep data in ${folder}: the disk is full. Make room, or choose another folder: OUNCE_DATA_DIR=…`,
        error,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return new DatabaseError(
        'DATABASE_FOLDER_FOREIGN',
        `Cannot keep data in ${folder}: ${error.path ?? 'it'} is a file, wanted is a folder. Move it away, or choose another folder: OUNCE_DATA_DIR=…`,
        error,
      );
    default:
      return undefined;
  }
}
