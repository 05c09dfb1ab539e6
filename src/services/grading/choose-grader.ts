/** The grader of this server: workers of its own, or graders elsewhere. */
import { connectGrader, openGrader, readToken, type Grader, type LoadedExercise } from '@ounce/sandbox';

/** What of the configuration decides. */
export interface GraderChoice {
  /** Graders elsewhere. Undefined: workers of its own. */
  readonly graderUrls: readonly string[] | undefined;
  readonly graderToken: string | undefined;
  readonly graderTokenFile: string | undefined;
  /** Where the grader keeps what it bundles: not in the data folder, which its workers may not enter. */
  readonly cacheFolder: string;
  readonly workers: number | undefined;
  readonly queueLimit: number | undefined;
  /** strict: no start without the sandbox's strong layers. Graders elsewhere have a setting of their own. */
  readonly sandbox: 'strict' | 'best';
}

/** Starts workers, or looks for the graders elsewhere, which need not be there yet. */
export async function chooseGrader(choice: GraderChoice, exercises: readonly LoadedExercise[]): Promise<Grader> {
  if (choice.graderUrls === undefined) return openGrader({ ...choice, exercises });
  const token = await readToken({ token: choice.graderToken, file: choice.graderTokenFile });
  return connectGrader({ urls: choice.graderUrls, token, exercises });
}
