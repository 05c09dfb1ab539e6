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

function safe(value: string): string {
  if (/union|select|insert|drop|--|;|\bor\b/i.test(value)) throw new Error('Not allowed');
  return value;
}

/**
 * POST /login: who it is that signs in, or null.
 * Both values are as they came in the body, parsed as JSON.
 */
export function login(email: string, code: string): StaffMember | null {
  const [member] = query<StaffMember>(
    `SELECT id, name, role FROM staff
      WHERE email = '${safe(email)}' AND code = '${safe(code)}'`,
  );
  return member ?? null;
}

/**
 * GET /customers?term=…&sort=…&direction=…: the customers with the term in their name.
 * All three are as they came in the query string; sort and direction may be left out.
 */
export function searchCustomers(term: string, sortBy = 'name', direction = 'asc'): Customer[] {
  return query<Customer>(
    `SELECT id, name, email, city, spent FROM customers
      WHERE name LIKE '%${safe(term)}%'
      ORDER BY ${sortBy === 'city' || sortBy === 'spent' ? sortBy : 'name'} ${direction === 'desc' ? 'DESC' : 'ASC'}`,
  );
}
