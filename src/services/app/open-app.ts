/** Everything that lives as long as the server: what each page gets as `Astro.locals.app`. */
import { listExercises, type Grader, type LoadedExercise } from '@ounce/sandbox';
import { openDatabase, type Database } from '../../db/client.ts';
import { chooseGrader, type GraderChoice } from '../grading/choose-grader.ts';
import { openKeys } from '../keys/open-keys.ts';
import { openRateLimit, type RateLimit } from '../grading/rate-limit.ts';
import { readCommonPasswords } from '../password/read-common.ts';
import { openSessions, type Sessions } from '../session/sessions.ts';
import { keepTidy } from './keep-tidy.ts';

// For the host, which tells its message.
export { DatabaseError } from '../../db/database-error.ts';

/** The parts that pages hand to services. */
export interface App {
  readonly grader: Grader;
  readonly database: Database;
  readonly exercises: ReadonlyMap<string, LoadedExercise>;
  readonly secret: Buffer;
  readonly sessions: Sessions;
  /** In lower case: what attackers try first. */
  readonly commonPasswords: ReadonlySet<string>;
  /** From one address. */
  readonly signUpsPerHour: number;
  readonly rateLimit: RateLimit;
  /** How often one account may write. */
  readonly writeLimit: RateLimit;
  /** True when the public origin is https, so that cookies can say so. */
  readonly secureCookies: boolean;
  /** Stops the grader, then the database. Twice is harmless. */
  readonly close: () => Promise<void>;
}

/** What of the configuration the app needs. */
export interface AppOptions extends GraderChoice {
  readonly exercisesFolder: string;
  readonly dataFolder: string;
  /** Undefined: a database of our own in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly gradingsPerMinute: number;
  readonly signUpsPerHour: number;
  readonly secureCookies: boolean;
}

/** Drafts are saved a second after each pause in typing, from a few tabs. */
const writesPerMinute = 300;

/** Opens keys, the database, exercises and the grader; closes again what is open when one of them fails. */
export async function openApp(options: AppOptions): Promise<App> {
  const { secret } = await openKeys(options.dataFolder);
  const database = await openDatabase(options);
  try {
    const exercises = await listExercises(options.exercisesFolder);
    const commonPasswords = await readCommonPasswords();
    const sessions = openSessions(database.db, options.secureCookies);
    const grader = await chooseGrader(options, exercises);
    const tidying = keepTidy(database.db, sessions);
    return {
      grader,
      database,
      exercises: new Map(exercises.map((exercise) => [exercise.id, exercise])),
      secret,
      sessions,
      commonPasswords,
      signUpsPerHour: options.signUpsPerHour,
      rateLimit: openRateLimit(options.gradingsPerMinute),
      writeLimit: openRateLimit(writesPerMinute),
      secureCookies: options.secureCookies,
      async close() {
        await tidying.stop();
        await grader.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
