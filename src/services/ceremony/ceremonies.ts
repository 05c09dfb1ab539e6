/** What takes two steps, such as a passkey's challenge and its answer: kept here between them, once, for minutes. */
import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, lte } from 'drizzle-orm';
import { z } from 'zod';
import { ceremonies } from '../../db/schema.ts';
import type { Db } from '../../db/transaction.ts';
import { cookieName, cookieOptions } from '../cookie/own-cookie.ts';
import type { Caller } from '../session/caller.ts';

/** Of each kind: what is kept between its steps. */
const kinds = {
  /** A passkey to be made, for a new account or for one's own. */
  'new-passkey': z.object({ challenge: z.string(), userId: z.string(), handle: z.string() }),
  'use-passkey': z.object({ challenge: z.string() }),
  /** The first factor was right, at the time of that password. */
  'second-factor': z.object({
    userId: z.string(),
    first: z.enum(['password', 'recovery-code']),
    passwordHash: z.string().nullable(),
    next: z.string(),
  }),
} as const;

type Kind = keyof typeof kinds;
export type CeremonyData<K extends Kind> = z.infer<(typeof kinds)[K]>;

const seconds = 600;

/** Keeps the data and gives the browser a cookie that leads to them. */
export async function beginCeremony<K extends Kind>(caller: Caller, kind: K, data: CeremonyData<K>): Promise<void> {
  const { app } = caller.locals;
  const id = randomBytes(20).toString('base64url');
  const expiresAt = new Date(Date.now() + seconds * 1000);
  await app.database.db.insert(ceremonies).values({ id: hashOf(id), kind, data, expiresAt });
  caller.cookies.set(cookieName(app, kind), id, cookieOptions(app, seconds));
}

/** The data of a ceremony that goes on. */
export async function readCeremony<K extends Kind>(caller: Caller, kind: K): Promise<CeremonyData<K> | undefined> {
  const { db } = caller.locals.app.database;
  const [row] = await db.select({ data: ceremonies.data }).from(ceremonies).where(mine(caller, kind));
  return row && (kinds[kind].parse(row.data) as CeremonyData<K>);
}

/** The data of a ceremony, which thereby is over: nobody gets them twice. */
export async function endCeremony<K extends Kind>(caller: Caller, kind: K): Promise<CeremonyData<K> | undefined> {
  const { app } = caller.locals;
  const [row] = await app.database.db.delete(ceremonies).where(mine(caller, kind)).returning({ data: ceremonies.data });
  caller.cookies.delete(cookieName(app, kind), { path: '/', secure: app.secureCookies });
  return row && (kinds[kind].parse(row.data) as CeremonyData<K>);
}

/** Forgets those that were never finished. */
export async function tidyCeremonies(db: Db): Promise<void> {
  await db.delete(ceremonies).where(lte(ceremonies.expiresAt, new Date()));
}

function mine({ locals, cookies }: Caller, kind: Kind) {
  const id = cookies.get(cookieName(locals.app, kind))?.value ?? '';
  return and(eq(ceremonies.id, hashOf(id)), eq(ceremonies.kind, kind), gt(ceremonies.expiresAt, new Date()));
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
