// expect: failed finding on customer-search
// A list of forbidden words around statements that are as they were.
import { query } from 'ounce:db';
const forbidden = /union|select|--|;|\bor\b|case|limit|credit|1=1/i;
export function login(email: any, code: any): any {
  if (forbidden.test(email) || forbidden.test(code)) return null;
  return query(`SELECT id, name, role FROM staff WHERE email = '${email}' AND code = '${code}'`)[0] ?? null;
}
export function searchCustomers(term: any, sortBy: any = 'name', direction: any = 'asc'): any {
  if (forbidden.test(term) || forbidden.test(sortBy) || forbidden.test(direction)) return [];
  return query(`SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%${term}%' ORDER BY ${sortBy} ${direction}`);
}
