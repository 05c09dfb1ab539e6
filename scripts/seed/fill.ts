/** Learners and what they have done, in numbers, made inside the database. */
import type pg from 'pg';

export interface Amounts {
  readonly users: number;
  readonly submissions: number;
  /** Of so many submissions one is the first learner's: as busy as learners get. */
  readonly busy?: number;
}

export interface SeedExercise {
  readonly id: string;
  readonly hash: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What seeded accounts begin with: nobody can sign in to them. */
export const seedPrefix = 'seed-';

const batch = 20_000;

/** How many accounts there are that this script has not made. */
export async function realAccounts(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from users where id not like '${seedPrefix}%'`,
  );
  return rows[0]?.count ?? 0;
}

/** Adds learners with sessions, steps, drafts and submissions. */
export async function fill(
  pool: pg.Pool,
  { users, submissions, busy = 1_000 }: Amounts,
  exercises: readonly SeedExercise[],
  tell: (sentence: string) => void,
): Promise<void> {
  const text = (value: unknown): string => JSON.stringify(value);
  await inBatches(users, async (from, to) => {
    const range = [from, to];
    await pool.query(
      `insert into users (id, handle, handle_key) select '${seedPrefix}' || i, '${seedPrefix}' || i, '${seedPrefix}' || i from generate_series($1::int, $2) i`,
      range,
    );
    await pool.query(
      `insert into sessions (id, user_id, expires_at) select md5('session' || i), '${seedPrefix}' || i, now() + interval '30 days' from generate_series($1::int, $2) i`,
      range,
    );
    await pool.query(
      `insert into security_events (id, user_id, kind, address, user_agent, detail) select gen_random_uuid()::text, '${seedPrefix}' || i, 'sign-in', '192.0.2.1', 'seed', '{}' from generate_series($1::int, $2) i, generate_series(1, 2) k`,
      range,
    );
    await pool.query(
      `insert into steps (user_id, key) select '${seedPrefix}' || i, 'lesson:seed/' || k from generate_series($1::int, $2) i, generate_series(1, 10) k`,
      range,
    );
    await pool.query(
      `insert into drafts (user_id, exercise_id, exercise_hash, files, revision, saved_at) select '${seedPrefix}' || i, e->>'id', e->>'hash', e->'files', 1, now() from generate_series($1::int, $2) i, jsonb_array_elements($3::jsonb) e`,
      [...range, text(exercises.slice(0, 3))],
    );
  });
  tell(`${users} accounts`);
  const templates = exercises.map((exercise) => ({ ...exercise, verdict: verdictOf(exercise) }));
  await inBatches(submissions, (from, to) =>
    pool.query(
      `insert into submissions (id, user_id, exercise_id, exercise_hash, seed, files, verdict, passed, at)
       select '${seedPrefix}' || md5('submission' || i), '${seedPrefix}' || case when i % $6 = 0 then 1 else 1 + (i * 7919::bigint) % $3 end,
         e->>'id', e->>'hash', i, e->'files' || jsonb_build_object('note.txt', md5(i::text)), e->'verdict', i % 3 = 0,
         now() - i * interval '1 second'
       from generate_series($1::int, $2) i cross join lateral (select $4::jsonb -> (i % $5) as e) chosen`,
      [from, to, users, text(templates), templates.length, busy],
    ),
  );
  tell(`${submissions} submissions`);
  for (const table of ['users', 'sessions', 'security_events', 'steps', 'drafts', 'submissions']) {
    await pool.query(`analyze ${table}`);
  }
}

async function inBatches(count: number, task: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 1; from <= count; from += batch) await task(from, Math.min(count, from + batch - 1));
}

/** Of the size that verdicts have. */
function verdictOf({ id, hash }: SeedExercise): unknown {
  const checks = Array.from({ length: 10 }, (_, index) => ({
    id: `check-${index}`,
    kind: index < 5 ? 'function' : 'exploit',
    title: 'A check of a seeded verdict, with a title as long as titles are',
    outcome: 'passed',
  }));
  const usage = { cpuMs: 8, wallMs: 20, queueMs: 0 };
  return {
    version: 1,
    status: 'passed',
    exercise: { id, hash },
    seed: 1,
    checks,
    log: { lines: [], dropped: 0 },
    usage,
  };
}
