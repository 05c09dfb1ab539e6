/** Copies every row from one database to another, in one transaction, and compares both when it is done. */
import pg from 'pg';
import { DatabaseError } from '../database-error.ts';

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** The same on both sides. */
  readonly checksum: string;
}

export interface CopyOptions {
  readonly from: pg.ClientConfig;
  /** Has the schema already. */
  readonly to: pg.ClientConfig;
  readonly onTable?: (copied: CopiedTable) => void;
}

const batch = 500;

/** Copies into empty tables. Throws COPY_TARGET_USED when one is not, COPY_DIFFERS when the two are not alike: then nothing was copied. */
export async function copyDatabase({ from, to, onTable }: CopyOptions): Promise<CopiedTable[]> {
  const [source, target] = [new pg.Client(from), new pg.Client(to)];
  try {
    await begin(source, 'isolation level repeatable read, read only');
    await begin(target, 'isolation level read committed');
    await haveOneSchema(source, target);
    const tables = await tablesInOrder(target);
    await refuseUsed(target, tables);
    const copied: CopiedTable[] = [];
    for (const table of tables) {
      const done = await copyTable(source, target, table);
      copied.push(done);
      onTable?.(done);
    }
    await target.query('commit');
    return copied;
  } finally {
    await Promise.allSettled([source.end(), target.end()]);
  }
}

async function begin(client: pg.Client, mode: string): Promise<void> {
  client.on('error', () => {});
  await client.connect();
  // Rows are compared as text, which both sides have to write alike.
  await client.query(
    `set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'; set datestyle = 'ISO'`,
  );
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
  await client.query(`begin transaction ${mode}`);
}

async function haveOneSchema(source: pg.Client, target: pg.Client): Promise<void> {
  const versions = await Promise.all(
    [source, target].map((client) => client.query<{ name: string }>('select name from migrations order by name')),
  );
  const [a, b] = versions.map(({ rows }) => rows.map(({ name }) => name).join());
  if (a === b) return;
  throw new DatabaseError(
    'DATABASE_SCHEMA_FOREIGN',
    'Cannot copy: the two databases have schemas of different versions. Start this version of Ounce over the source once, which brings it up to date',
  );
}

/** Those that others refer to come first. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(`
    select c.relname as name, coalesce(array_agg(r.relname::text) filter (where r.oid <> c.oid), '{}') as needs
    from pg_class c
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
    left join pg_class r on r.oid = k.confrelid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not in ('migrations', 'migration_lock')
    group by c.relname order by c.relname`);
  const order: string[] = [];
  for (const visit = new Set(rows); visit.size > 0;) {
    const next = [...visit].find(({ needs }) => needs.every((need) => order.includes(need)));
    if (!next) throw new Error('Cannot copy: tables refer to each other in a circle');
    order.push(next.name);
    visit.delete(next);
  }
  return order;
}

async function refuseUsed(target: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await target.query(`lock table ${quoted(table)} in access exclusive mode`);
    const { rowCount } = await target.query(`select 1 from ${quoted(table)} limit 1`);
    if (rowCount === 0) continue;
    throw new DatabaseError(
      'COPY_TARGET_USED',
      `Cannot copy: ${table} of the database to copy to has rows already, wanted is an empty database. Nothing was copied`,
    );
  }
}

async function copyTable(source: pg.Client, target: pg.Client, table: string): Promise<CopiedTable> {
  const columns = await columnsOf(target, table);
  const rows = `select ${columns} from ${quoted(table)}`;
  await source.query(`declare rows_of no scroll cursor for select row_to_json(r)::text as row from (${rows}) r`);
  for (;;) {
    const part = await source.query<{ row: string }>(`fetch ${batch} from rows_of`);
    if (part.rows.length === 0) break;
    // Numbers stay text on their way: JavaScript would round large ones.
    const json = `[${part.rows.map(({ row }) => row).join()}]`;
    await target.query(
      `insert into ${quoted(table)} (${columns}) select ${columns} from json_populate_recordset(null::${quoted(table)}, $1::json)`,
      [json],
    );
  }
  await source.query('close rows_of');
  const [there, here] = [await sum(source, rows), await sum(target, rows)];
  if (there.rows === here.rows && there.checksum === here.checksum) return { table, ...here };
  throw new DatabaseError(
    'COPY_DIFFERS',
    `Cannot copy: ${table} has ${there.rows} rows with checksum ${there.checksum}, its copy has ${here.rows} with ${here.checksum}. Nothing was copied`,
  );
}

/** Without those that the database itself works out. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [quoted(table)],
  );
  return rows.map(({ name }) => quoted(name)).join(', ');
}

/** How many rows, and a sum over the hash of each, whatever their order: in two halves, since a whole one fits no number. */
async function sum(client: pg.Client, rows: string): Promise<{ rows: number; checksum: string }> {
  const half = (from: number): string => `coalesce(sum(('x' || substr(h, ${from}, 15))::bit(60)::bigint), 0)`;
  const { rows: found } = await client.query<{ rows: string; first: string; second: string }>(
    `select count(*) as rows, ${half(1)} as first, ${half(16)} as second from (select md5(row_to_json(r)::text) h from (${rows}) r) s`,
  );
  const [{ rows: count, first, second } = { rows: '0', first: '0', second: '0' }] = found;
  return { rows: Number(count), checksum: `${BigInt(first).toString(16)}-${BigInt(second).toString(16)}` };
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}
