/** Everything that lives as long as the server: what each page gets as `Astro.locals.app`. */
import { listExercises, type Grader, type LoadedExercise } from '@ounce/sandbox';
import { chooseGrader, type GraderChoice } from '../grading/choose-grader.ts';
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
export interface AppOptions extends GraderChoice {
  readonly exercisesFolder: string;
  readonly dataFolder: string;
  readonly gradingsPerMinute: number;
  readonly secureCookies: boolean;
}

/** Opens keys, exercises and the grader. */
export async function openApp(options: AppOptions): Promise<App> {
  const { secret } = await openKeys(options.dataFolder);
  const exercises = await listExercises(options.exercisesFolder);
  const grader = await chooseGrader(options, exercises);
  return {
    grader,
    exercises: new Map(exercises.map((exercise) => [exercise.id, exercise])),
    secret,
    rateLimit: openRateLimit(options.gradingsPerMinute),
    secureCookies: options.secureCookies,
  };
}
