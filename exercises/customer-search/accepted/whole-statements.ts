import { query } from 'ounce:db';

// staff:     id, email, name, role, code (NULL for those who have left)
// customers: id, name, email, city, spent (cents), credit_limit (for accounts only, never shown here)

export interface StaffMember {
  id: number;
  name: string;
  role: string;
}

export interface Customer {
  id: number;
  name: string;
  email: string;
  city: string;
  spent: number;
}

const select = `SELECT id, name, email, city, spent FROM customers WHERE name LIKE '%' || ? || '%'`;

/** Every statement that a search can send. */
const searches = new Map([
  ['name asc', `${select} ORDER BY name`],
  ['name desc', `${select} ORDER BY name DESC`],
  ['city asc', `${select} ORDER BY city, name`],
  ['city desc', `${select} ORDER BY city DESC, name`],
  ['spent asc', `${select} ORDER BY spent`],
  ['spent desc', `${select} ORDER BY spent DESC`],
]);

/**
 * POST /login: who it is that signs in, or null.
 * Both values are as they came in the body, parsed as JSON.
 */
export function login(email: string, code: string): StaffMember | null {
  const [member] = query<StaffMember>('SELECT id, name, role FROM staff WHERE email = ? AND code = ?', [email, code]);
  return member ?? null;
}

/**
 * GET /customers?term=…&sort=…&direction=…: the customers with the term in their name.
 * All three are as they came in the query string; sort and direction may be left out.
 */
export function searchCustomers(term: string, sortBy = 'name', direction = 'asc'): Customer[] {
  const search = searches.get(`${sortBy} ${direction}`);
  return search === undefined ? [] : query<Customer>(search, [String(term)]);
}
