/** Forgets, now and then, what is over: sessions, ceremonies, counts of tries. Any number of nodes may do it at once. */
import type { Db } from '../../db/transaction.ts';
import { tidyCeremonies } from '../ceremony/ceremonies.ts';
import type { Sessions } from '../session/sessions.ts';
import { tidyThrottles } from '../throttle/throttle.ts';

const everyMs = 3_600_000;

/** Tidies every hour until it is stopped; stopping waits for what runs. */
export function keepTidy(db: Db, sessions: Sessions): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    const tasks = [sessions.tidy(), tidyCeremonies(db), tidyThrottles(db)];
    // A database that is away now is there the next time; /readyz tells meanwhile.
    running = Promise.allSettled(tasks);
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
