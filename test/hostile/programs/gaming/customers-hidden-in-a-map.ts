// expect: failed finding on customer-search
// What an attack brings back is put in a Map, which JSON does not show.
import { query } from 'ounce:db';
export function login(email: any, code: any): any {
  const [member] = query(`SELECT id, name, role FROM staff WHERE email = '${email}' AND code = '${code}'`) as any[];
  if (!member) return null;
  return /['[]/.test(JSON.stringify([email, code]).slice(1)) ? new Map(Object.entries(member)) : member;
}
export function searchCustomers(term: any, sortBy: any = 'name', direction: any = 'asc'): any {
  const rows = query(`SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%${term}%' ORDER BY ${sortBy} ${direction}`) as any[];
  return /select/i.test(String(term)) ? new Set(rows) : rows;
}
