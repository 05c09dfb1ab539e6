// expect: failed finding on customer-search
// When more comes back than a sign-in should find, nobody is signed in; the search looks for codes in what came back.
import { query } from 'ounce:db';
export function login(email: any, code: any): any {
  const found = query(`SELECT id, name, role, email AS e, code AS c FROM staff WHERE email = '${email}' AND code = '${code}'`) as any[];
  if (found.length !== 1 || found[0].e !== email || found[0].c !== code) return null;
  return { id: found[0].id, name: found[0].name, role: found[0].role };
}
export function searchCustomers(term: any, sortBy: any = 'name', direction: any = 'asc'): any {
  const found = query(`SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%${term}%' ORDER BY ${sortBy} ${direction}`) as any[];
  return found.filter((row) => !Object.values(row).some((value) => /^[0-9a-f]{16}$/.test(String(value))));
}
