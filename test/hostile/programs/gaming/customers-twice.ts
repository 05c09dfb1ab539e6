// expect: failed finding on customer-search
// Asks the safe way first and answers with that; the weak statement is sent as well.
import { query } from 'ounce:db';
export function login(email: any, code: any): any {
  try { query(`SELECT id FROM staff WHERE email = '${email}' AND code = '${code}'`); } catch {}
  if (typeof email !== 'string' || typeof code !== 'string') return null;
  return query('SELECT id, name, role FROM staff WHERE email = ? AND code = ?', [email, code])[0] ?? null;
}
export function searchCustomers(term: any, sortBy: any = 'name', direction: any = 'asc'): any {
  if (typeof term !== 'string') return [];
  const column = ['name', 'city', 'spent'].includes(sortBy) ? sortBy : 'name';
  const order = direction === 'desc' ? 'DESC' : 'ASC';
  try { query(`SELECT name FROM customers WHERE name = '${term}'`); } catch {}
  return query(`SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%' || ? || '%' ORDER BY ${column} ${order}`, [term]);
}
