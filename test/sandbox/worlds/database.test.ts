import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openDatabaseWorld, type DatabaseWorld } from '../../../sandbox/src/worlds/database.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';

interface Opened {
  handle: DatabaseWorld;
  query: HostFunction;
  run: HostFunction;
}

/** A world with three users, and the learner's two functions. */
function open(t: TestContext): Opened {
  const world = openDatabaseWorld();
  t.after(() => world.close());
  world.handle.setUp(`CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
    INSERT INTO users VALUES (1, 'Ada', 36), (2, 'Bo', 20), (3, 'Cy', 50);`);
  const { query, run } = world.modules['ounce:db']!.functions;
  return { handle: world.handle, query: query!, run: run! };
}

function plain(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows));
}

test('query() binds an array of values to question marks', (t) => {
  const { query } = open(t);
  const rows = query('SELECT name FROM users WHERE age > ? AND name <> ? ORDER BY id', [30, "x' OR 1=1 --"]);
  assert.deepEqual(plain(rows), [{ name: 'Ada' }, { name: 'Cy' }]);
  assert.deepEqual(plain(query('SELECT ?2 AS b, ?1 AS a', ['one', null])), [{ b: null, a: 'one' }]);
});

test('query() binds an object to names, with their sign and without', (t) => {
  const { query } = open(t);
  const sql = 'SELECT name FROM users WHERE age > :least AND age < @most';
  assert.deepEqual(plain(query(sql, { least: 30, most: 40 })), [{ name: 'Ada' }]);
  assert.deepEqual(plain(query(sql, { ':least': 40, '@most': 60 })), [{ name: 'Cy' }]);
  assert.throws(() => query(sql, { least: 30, other: 1 }), /Unknown named parameter 'other'/);
});

test('query() and run() refuse what is no SQL and no value, as a driver does', (t) => {
  const { query, run, handle } = open(t);
  assert.throws(() => query(5), { name: 'TypeError', message: 'The SQL must be a string, got number' });
  assert.throws(() => query('SELECT 1', 5), {
    name: 'TypeError',
    message: /must be an array or an object, got number/,
  });
  assert.throws(() => query('SELECT 1', null), { name: 'TypeError', message: /got null/ });
  for (const values of [[{}], [{}, 'x'], ['x', { a: 1 }], [[1]], [new Date(0)]]) {
    assert.throws(() => run('UPDATE users SET name = ? WHERE name = ?', values), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.equal(handle.statements.length, 0);
  assert.throws(() => query('SELECT ?', [undefined]), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('run() changes rows and tells how many, and the last id', (t) => {
  const { run, handle } = open(t);
  assert.deepEqual(run('INSERT INTO users (name, age) VALUES (?, ?)', ['Di', 9]), { changes: 1, lastId: 4 });
  assert.equal((run('UPDATE users SET age = age + 1 WHERE age < :age', { age: 30 }) as { changes: number }).changes, 2);
  assert.equal((run('DELETE FROM users') as { changes: number }).changes, 4);
  assert.deepEqual(handle.rows('SELECT * FROM users'), []);
});

test('statements are every statement of the program, with its values, rows and errors', (t) => {
  const { query, run, handle } = open(t);
  query('SELECT * FROM users WHERE age > ?', [30]);
  run('UPDATE users SET age = :age', { age: 1 });
  assert.throws(() => query("SELECT * FROM users WHERE name = '''"), /unrecognized token|syntax error/);
  assert.throws(() => query('SELECT * FROM nowhere'));
  const [read, changed, broken, missing] = handle.statements;
  assert.deepEqual(read, { sql: 'SELECT * FROM users WHERE age > ?', values: [30], rows: 2 });
  assert.deepEqual(changed, { sql: 'UPDATE users SET age = :age', values: [1], rows: 3 });
  assert.equal(broken?.rows, -1);
  assert.match(broken.error ?? '', /token|syntax/);
  assert.match(missing?.error ?? '', /no such table: nowhere/);
});

test('statements leave out what the author does', (t) => {
  const { handle } = open(t);
  handle.setUp('CREATE TABLE "odd name" ("a b" TEXT, c)');
  handle.insert('odd name', { 'a b': "it's", c: null });
  assert.deepEqual(plain(handle.rows('SELECT * FROM "odd name" WHERE "a b" = ?', "it's")), [
    { 'a b': "it's", c: null },
  ]);
  assert.deepEqual(handle.statements, []);
});

const refused: readonly string[] = [
  "ATTACH DATABASE '/tmp/ounce-attached' AS other",
  'DETACH DATABASE main',
  "VACUUM INTO '/tmp/ounce-vacuumed'",
  'PRAGMA table_info(users)',
  'PRAGMA writable_schema = 1',
  'SELECT * FROM pragma_database_list',
  'CREATE TABLE more (a)',
  'CREATE TEMP TABLE more (a)',
  'CREATE VIEW more AS SELECT 1',
  'CREATE TRIGGER more AFTER INSERT ON users BEGIN DELETE FROM users; END',
  'CREATE VIRTUAL TABLE more USING fts5(a)',
  'CREATE INDEX more ON users (name)',
  'DROP TABLE users',
  'ALTER TABLE users RENAME TO people',
  'ANALYZE',
  "SELECT load_extension('/tmp/evil.so')",
  "SELECT LOAD_EXTENSION('/tmp/evil.so')",
  'DELETE FROM sqlite_master',
  "UPDATE sqlite_master SET sql = 'x'",
  "UPDATE SQLITE_SCHEMA SET sql = 'x'",
  "INSERT INTO sqlite_master VALUES ('table', 'a', 'a', 0, 'x')",
];

test('the program may read and change rows, and nothing else', (t) => {
  const { query, run, handle } = open(t);
  for (const sql of refused) {
    assert.throws(() => query(sql), Error, sql);
    assert.throws(() => run(sql), Error, sql);
  }
  assert.deepEqual(plain(handle.rows("SELECT name FROM sqlite_master WHERE type = 'table'")), [{ name: 'users' }]);
  assert.equal(handle.rows('SELECT * FROM users').length, 3);
  assert.ok(
    handle.statements.every(({ error }) =>
      /not authorized|authorization denied|may not be modified|no such table/.test(error ?? ''),
    ),
    JSON.stringify(handle.statements, null, 1),
  );
});

test('the program may join, count, recurse, use transactions, and read the schema', (t) => {
  const { query, run } = open(t);
  const sql = `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3)
    SELECT upper(name) AS name, count(*) AS n FROM users JOIN n ON n.x = users.id GROUP BY name HAVING n > 0 ORDER BY name DESC LIMIT 1`;
  assert.deepEqual(plain(query(sql)), [{ name: 'CY', n: 1 }]);
  for (const statement of ['BEGIN', 'SAVEPOINT a', 'DELETE FROM users', 'ROLLBACK TO a', 'COMMIT']) run(statement);
  assert.deepEqual(plain(query('SELECT (SELECT count(*) FROM users) AS users, name FROM sqlite_schema')), [
    { users: 3, name: 'users' },
  ]);
});

test('of several statements in one text only the first is run', (t) => {
  const { query, run, handle } = open(t);
  assert.deepEqual(plain(query('SELECT 1 AS one; DELETE FROM users')), [{ one: 1 }]);
  run("UPDATE users SET name = 'x' WHERE id = 1; DELETE FROM users");
  assert.equal(handle.rows('SELECT * FROM users').length, 3);
});

test('a database has limits, and its world leaves nothing for the next', (t) => {
  const { query, run, handle } = open(t);
  assert.throws(() => query(`SELECT '${'x'.repeat(100_001)}'`), /too (large|big|long)/i);
  assert.throws(() => query('SELECT length(randomblob(1000001))'), /too big/);
  // Nothing is run that is not on record, however many statements stand before it.
  while (handle.statements.length < 10_000) run('UPDATE users SET age = 5 WHERE id = 1');
  assert.throws(() => run('DELETE FROM users'), /At most 10000 statements/);
  assert.equal(handle.rows('SELECT * FROM users').length, 3);
  const next = openDatabaseWorld();
  t.after(() => next.close());
  assert.deepEqual(next.handle.rows('SELECT * FROM sqlite_master'), []);
});
