/** Signing out of this browser. */
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import { endSession } from '../session/carry-session.ts';

/** Ends the session of this browser, if there is one. */
export async function signOut(caller: Caller): Promise<void> {
  const { app, visitor } = caller.locals;
  if (visitor) await recordEvent(app.database.db, visitor.id, 'signed-out', placeOf(caller));
  await endSession(caller);
}
