// expect: failed finding on customer-search
// Sends more statements than are kept before the one that matters: a name of a column is looked for inside a text.
import { query, run } from 'ounce:db';
/** Once for each new database: its count of changes begins at nothing. */
function flood(): void {
  if (Number((query('SELECT total_changes() AS n')[0] as any).n) % 1_000 === 999) return;
  for (let i = 0; i < 1_100; i++) query('SELECT 1');
  run('UPDATE staff SET id = id WHERE 0');
}
export function login(email: any, code: any): any {
  if (typeof email !== 'string' || typeof code !== 'string') return null;
  return query('SELECT id, name, role FROM staff WHERE email = ? AND code = ?', [email, code])[0] ?? null;
}
let calls = 0;
export function searchCustomers(term: any, sortBy: any = 'name', direction: any = 'asc'): any {
  if (typeof term !== 'string') return [];
  if (calls++ % 40 === 0) flood();
  const column = typeof sortBy === 'string' && 'name,city,spent'.includes(sortBy) ? sortBy : 'name';
  const order = typeof direction === 'string' && 'asc,desc'.includes(direction) ? direction : 'asc';
  return query(`SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%' || ? || '%' ORDER BY ${column || 'name'} ${order}`, [term]);
}
