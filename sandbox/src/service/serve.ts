/** The life of the service: open the grader, listen, and end in order. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { listExercises } from '../catalogue.ts';
import { openGrader } from '../grader.ts';
import { detectIsolation } from '../isolation/isolation.ts';
import { createService } from './create-service.ts';
import { listen } from './listen.ts';
import type { ServeOptions } from './options.ts';
import { ServeError } from './serve-error.ts';

export interface Serving {
  /** As OUNCE_GRADER_URL takes it. */
  readonly url: string;
  /** One sentence for the operator. */
  readonly about: string;
  /** How much shuts the programs in, in one line. */
  readonly sandbox: string;
  /** Takes nothing new, finishes what it has taken, and closes the grader. */
  end(): Promise<void>;
}

/** Serves until it is told to end. Rejects with ServeError or GraderError when it can't start. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const exercises = await listExercises(options.exercisesFolder);
  if (exercises.length === 0)
    throw new ServeError('OPTION_WRONG', `there are no exercises in ${options.exercisesFolder}`);
  const { layers } = await detectIsolation();
  const grader = await openGrader({ ...options, exercises });
  const service = createService({ grader, exercises, layers, token: options.token });
  const url = await listen(service.server, options.address).catch(async (error: unknown) => {
    await grader.close();
    throw error;
  });
  const { workers } = grader.health();
  const token = options.token === undefined ? 'no token' : 'token wanted';
  return {
    url,
    about: `${exercises.length} exercises, ${workers} workers, ${token}`,
    sandbox: grader.sandbox,
    async end() {
      await service.drain();
      await close(service.server);
      await grader.close();
    },
  };
}

/** Answers that are on their way get five seconds to arrive. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(deadline);
}
