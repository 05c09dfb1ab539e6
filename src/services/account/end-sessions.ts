/** Ending sessions from the account page. */
import { recordEvent } from '../events/security-events.ts';
import { placeOf, type Caller } from '../session/caller.ts';
import type { Visitor } from '../../domain/visitor.ts';

/** Ends one of the visitor's sessions; somebody else's is not touched. False when there is no such. */
export async function endOneSession(caller: Caller, visitor: Visitor, sessionId: string): Promise<boolean> {
  const { sessions, database } = caller.locals.app;
  const ended = await sessions.end(visitor.id, sessionId);
  if (ended) await recordEvent(database.db, visitor.id, 'session-ended', placeOf(caller));
  return ended;
}

/** Ends all of the visitor's sessions but this one. */
export async function endOtherSessions(caller: Caller, visitor: Visitor): Promise<number> {
  const { sessions, database } = caller.locals.app;
  const ended = await sessions.endAll(visitor.id, visitor.sessionId);
  if (ended > 0) await recordEvent(database.db, visitor.id, 'sessions-ended', placeOf(caller));
  return ended;
}
