/** Everything that lives as long as the server: what each page gets as `Astro.locals.app`. */
import { listExercises, openGrader, type Grader, type LoadedExercise } from '@ounce/sandbox';
import { openKeys } from '../keys/open-keys.ts';
import { openRateLimit, type RateLimit } from '../grading/rate-limit.ts';

/** The parts that pages hand to services. */
export interface App {
  readonly grader: Grader;
  readonly exercises: ReadonlyMap<string, LoadedExercise>;
  readonly secret: Buffer;
  readonly rateLimit: RateLimit;
  /** True when the public origin is https, so that cookies can say so. */
  readonly secureCookies: boolean;
}

/** What of the configuration the app needs. */
export interface AppOptions {
  readonly exercisesFolder: string;
  readonly dataFolder: string;
  /** Where the grader keeps what it bundles: not in the data folder, which its workers may not enter. */
  readonly cacheFolder: string;
  readonly workers: number | undefined;
  readonly queueLimit: number | undefined;
  readonly sandbox: 'strict' | 'best';
  readonly gradingsPerMinute: number;
  readonly secureCookies: boolean;
}

/** Opens keys, exercises and the grader. */
export async function openApp(options: AppOptions): Promise<App> {
  const { secret } = await openKeys(options.dataFolder);
  const exercises = await listExercises(options.exercisesFolder);
  const grader = await openGrader({
    exercises,
    workers: options.workers,
    queueLimit: options.queueLimit,
    sandbox: options.sandbox,
    cacheFolder: options.cacheFolder,
  });
  return {
    grader,
    exercises: new Map(exercises.map((exercise) => [exercise.id, exercise])),
    secret,
    rateLimit: openRateLimit(options.gradingsPerMinute),
    secureCookies: options.secureCookies,
  };
}
