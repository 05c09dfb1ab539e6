/**
 * Every table of Ounce, in PostgreSQL's dialect. Keys are random texts or what the row is about; times are timestamptz;
 * what must happen once has a unique key, so that doing it twice is harmless.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const searchable = customType<{ data: string }>({ dataType: () => 'tsvector' });
const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Whoever learns, writes or runs the course. No e-mail address is asked for. */
export const users = pgTable(
  'users',
  {
    /** 128 random bits, base32 without padding. */
    id: text('id').primaryKey(),
    /** As it was chosen; a pseudonym is fine. */
    handle: text('handle').notNull(),
    /** The handle as it is compared: NFKC, case folded. */
    handleKey: text('handle_key').notNull(),
    role: text('role', { enum: ['learner', 'author', 'operator'] })
      .notNull()
      .default('learner'),
    /** Argon2id in PHC form; null for who signs in by passkey or elsewhere. */
    passwordHash: text('password_hash'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('users_handle_key').on(table.handleKey)],
);

/** Lucia's sessions. The id in the cookie is not kept: this is its SHA-256. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** When the password, passkey or code was last given in this session. */
    provenAt: time('proven_at').notNull().defaultNow(),
    userAgent: text('user_agent').notNull().default(''),
    address: text('address').notNull().default(''),
  },
  (table) => [index('sessions_user').on(table.userId), index('sessions_expiry').on(table.expiresAt)],
);

export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    publicKey: bytes('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: jsonb('transports').$type<string[]>().notNull(),
    name: text('name').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    lastUsedAt: time('last_used_at'),
  },
  (table) => [index('passkeys_user').on(table.userId)],
);

/** One authenticator app for each user. */
export const totps = pgTable('totps', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** AES-256-GCM under the server's key: nonce, ciphertext, tag. */
  secret: bytes('secret').notNull(),
  /** Null until a first code was right. */
  confirmedAt: time('confirmed_at'),
  /** The last step of 30 s whose code was taken: none is taken twice. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
});

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    /** SHA-256 of the code, which has 80 random bits. */
    hash: text('hash').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    usedAt: time('used_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
);

/** Accounts elsewhere that a user signs in with. */
export const oauthAccounts = pgTable(
  'oauth_accounts',
  {
    provider: text('provider').notNull(),
    subject: text('subject').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    login: text('login').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.subject] }), index('oauth_accounts_user').on(table.userId)],
);

/** What was begun and must be finished within minutes: a passkey's challenge, a second factor, a sign-in elsewhere. */
export const ceremonies = pgTable(
  'ceremonies',
  {
    /** SHA-256 of the random id that the browser holds. */
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    data: jsonb('data').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('ceremonies_expiry').on(table.expiresAt)],
);

/** How often something was tried lately, by what it is counted for. A row whose time is over counts as none. */
export const throttles = pgTable(
  'throttles',
  {
    key: text('key').primaryKey(),
    tries: integer('tries').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('throttles_expiry').on(table.expiresAt)],
);

/** What happened to an account: only ever added to. */
export const securityEvents = pgTable(
  'security_events',
  {
    id: text('id').primaryKey(),
    /** Kept without a reference, so that it outlives the account. */
    userId: text('user_id').notNull(),
    kind: text('kind').notNull(),
    at: time('at').notNull().defaultNow(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    detail: jsonb('detail').$type<Record<string, string>>().notNull(),
  },
  (table) => [index('security_events_user').on(table.userId, table.at)],
);

/** The work on an exercise, the newest; what a newer one from elsewhere replaced is kept beside it. */
export const drafts = pgTable(
  'drafts',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    exerciseId: text('exercise_id').notNull(),
    exerciseHash: text('exercise_hash').notNull(),
    files: jsonb('files').$type<Record<string, string>>().notNull(),
    /** Goes up with every save; a save names the one that it was made from. */
    revision: integer('revision').notNull(),
    savedAt: time('saved_at').notNull(),
    /** The work that was there and is not contained in `files`, to be offered. */
    other: jsonb('other').$type<Record<string, string>>(),
    otherSavedAt: time('other_saved_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.exerciseId] })],
);

export const submissions = pgTable(
  'submissions',
  {
    /** Chosen by whoever sends it, so that sending it twice keeps it once. */
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    exerciseId: text('exercise_id').notNull(),
    exerciseHash: text('exercise_hash').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    files: jsonb('files').$type<Record<string, string>>().notNull(),
    verdict: jsonb('verdict').notNull(),
    passed: boolean('passed').notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    index('submissions_user').on(table.userId, table.at.desc(), table.id),
    index('submissions_exercise').on(table.userId, table.exerciseId, table.at.desc()),
  ],
);

/** What a learner has done: a lesson read, a hint opened, questions answered, an exercise passed. Once each. */
export const steps = pgTable(
  'steps',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The key that the course gives the step: 'lesson:…', 'check:…', 'hint:…', 'exercise:…'. */
    key: text('key').notNull(),
    at: time('at').notNull().defaultNow(),
    /** An exercise's hash, a check's answers: what was true when it was done. */
    detail: jsonb('detail')
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
);

/** What can be found: lessons, exercises, terms. Written anew from the course at each start with another version of it. */
export const searchEntries = pgTable(
  'search_entries',
  {
    key: text('key').primaryKey(),
    href: text('href').notNull(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** The words of both, those of the title before the others. */
    words: searchable('words')
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')`,
      ),
  },
  (table) => [index('search_entries_words').using('gin', table.words)],
);
