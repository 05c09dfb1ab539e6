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

const sortColumns: readonly string[] = ['name', 'city', 'spent'];
const directions: readonly string[] = ['asc', 'desc'];

/**
 * POST /login: who it is that signs in, or null.
 * Both values are as they came in the body, parsed as JSON.
 */
export function login(email: string, code: string): StaffMember | null {
  requireText({ email, code });
  const sql = 'SELECT id, name, role FROM staff WHERE email = :email AND code = :code';
  return query<StaffMember>(sql, { email, code })[0] ?? null;
}

/**
 * GET /customers?term=…&sort=…&direction=…: the customers with the term in their name.
 * All three are as they came in the query string; sort and direction may be left out.
 */
export function searchCustomers(term: string, sortBy = 'name', direction = 'asc'): Customer[] {
  requireText({ term });
  if (!sortColumns.includes(sortBy)) throw new RangeError('The list can be sorted by name, city or spent');
  if (!directions.includes(direction)) throw new RangeError('The direction is asc or desc');
  return query<Customer>(
    `SELECT id, name, email, city, spent FROM customers
      WHERE name LIKE :pattern
      ORDER BY ${sortBy} ${direction}`,
    { pattern: `%${term}%` },
  );
}

function requireText(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') throw new TypeError(`${name} must be a text`);
  }
}
