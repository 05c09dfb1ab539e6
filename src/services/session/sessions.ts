/**
 * Sessions, by Lucia. Nothing outside this folder knows of it. The browser holds a random token; Lucia and the database
 * are given its SHA-256 alone, so that who reads the table can't sign in with it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { and, desc, eq, gt, inArray, lte, ne } from 'drizzle-orm';
import { Lucia, TimeSpan } from 'lucia';
import * as schema from '../../db/schema.ts';
import type { Db, Transaction } from '../../db/transaction.ts';
import type { Visitor } from '../../domain/visitor.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof openLucia>;
    DatabaseSessionAttributes: { createdAt: Date; provenAt: Date; userAgent: string; address: string };
    DatabaseUserAttributes: Pick<typeof schema.users.$inferSelect, 'handle' | 'role'>;
  }
}

/** From where a session is used, for its owner to recognize. */
export interface Place {
  readonly address: string;
  readonly userAgent: string;
}

/** A session as its owner sees it. */
export interface SessionFacts extends Place {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    path: string;
    httpOnly: true;
    sameSite: 'lax';
    secure: boolean;
    expires: Date;
  };
}

export interface Sessions {
  /** `__Host-ounce` behind https. Browsers refuse that prefix without it, so on plain http it is `ounce`. */
  readonly cookieName: string;
  /** Begins a session, proven now. Gives the cookie that holds it. */
  begin(userId: string, place: Place): Promise<{ cookie: SessionCookie; sessionId: string }>;
  /** Who a token stands for; with the cookie anew when the session was prolonged. */
  read(token: string): Promise<{ visitor: Visitor; cookie: SessionCookie | undefined } | undefined>;
  /** Notes that whoever uses the session has just proven who they are. */
  prove(sessionId: string): Promise<void>;
  /** The user's sessions that have not ended, the newest first. */
  list(userId: string): Promise<SessionFacts[]>;
  /** Ends one of the user's own sessions. False when there is no such. */
  end(userId: string, sessionId: string): Promise<boolean>;
  /** Ends all of the user's sessions, or all but one, inside a transaction when there is one. Gives back how many. */
  endAll(userId: string, except?: string, tx?: Transaction): Promise<number>;
  /** Forgets sessions that are over. */
  tidy(): Promise<void>;
}

/** A session ends when it was not used for this long; in its second half each use prolongs it. */
const lifetime = new TimeSpan(30, 'd');

/** Opens sessions over the database. */
export function openSessions(db: Db, secure: boolean): Sessions {
  const lucia = openLucia(db);
  const cookieName = secure ? '__Host-ounce' : 'ounce';
  const cookieOf = (value: string, expires: Date): SessionCookie => ({
    name: cookieName,
    value,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure, expires },
  });
  const { sessions } = schema;
  return {
    cookieName,
    async begin(userId, { address, userAgent }) {
      const token = randomBytes(20).toString('base64url');
      const now = new Date();
      const attributes = { createdAt: now, provenAt: now, userAgent: userAgent.slice(0, 300), address };
      const { id, expiresAt } = await lucia.createSession(userId, attributes, { sessionId: idOf(token) });
      await endOldest(db, userId);
      return { cookie: cookieOf(token, expiresAt), sessionId: id };
    },
    async read(token) {
      if (!/^[\w-]{27}$/.test(token)) return undefined;
      const wanted = idOf(token);
      const { session, user } = await lucia.validateSession(wanted);
      if (session === null || !sameText(session.id, wanted)) return undefined;
      const { id, provenAt, fresh, expiresAt } = session;
      const visitor: Visitor = { id: user.id, handle: user.handle, role: user.role, sessionId: id, provenAt };
      return { visitor, cookie: fresh ? cookieOf(token, expiresAt) : undefined };
    },
    async prove(sessionId) {
      await db.update(sessions).set({ provenAt: new Date() }).where(eq(sessions.id, sessionId));
    },
    list(userId) {
      const { id, createdAt, expiresAt, address, userAgent } = sessions;
      const current = and(eq(sessions.userId, userId), gt(expiresAt, new Date()));
      return db
        .select({ id, createdAt, expiresAt, address, userAgent })
        .from(sessions)
        .where(current)
        .orderBy(desc(createdAt));
    },
    async end(userId, sessionId) {
      const own = and(eq(sessions.userId, userId), eq(sessions.id, sessionId));
      return (await db.delete(sessions).where(own).returning({ id: sessions.id })).length > 0;
    },
    async endAll(userId, except, tx) {
      const all = eq(sessions.userId, userId);
      const some = except === undefined ? all : and(all, ne(sessions.id, except));
      return (await (tx ?? db).delete(sessions).where(some).returning({ id: sessions.id })).length;
    },
    async tidy() {
      await db.delete(sessions).where(lte(sessions.expiresAt, new Date()));
    },
  };
}

/** More sessions at once are nobody's: who signs in over and over can't fill the table. */
const mostSessions = 50;

async function endOldest(db: Db, userId: string): Promise<void> {
  const { sessions } = schema;
  const mine = eq(sessions.userId, userId);
  const older = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(mine)
    .orderBy(desc(sessions.createdAt))
    .offset(mostSessions);
  await db.delete(sessions).where(and(mine, inArray(sessions.id, older)));
}

function openLucia(db: Db) {
  return new Lucia(new DrizzlePostgreSQLAdapter(db, schema.sessions, schema.users), {
    sessionExpiresIn: lifetime,
    getSessionAttributes: ({ provenAt }) => ({ provenAt }),
    getUserAttributes: ({ handle, role }) => ({ handle, role }),
  });
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
