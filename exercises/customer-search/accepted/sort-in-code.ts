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

const comparisons: Record<string, (a: Customer, b: Customer) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  city: (a, b) => a.city.localeCompare(b.city),
  spent: (a, b) => a.spent - b.spent,
};

/**
 * POST /login: who it is that signs in, or null.
 * Both values are as they came in the body, parsed as JSON.
 */
export function login(email: string, code: string): StaffMember | null {
  const [found] = query<StaffMember & { code: string | null }>(
    'SELECT id, name, role, code FROM staff WHERE email = ?',
    [email],
  );
  if (!found || typeof code !== 'string' || found.code !== code) return null;
  return { id: found.id, name: found.name, role: found.role };
}

/**
 * GET /customers?term=…&sort=…&direction=…: the customers with the term in their name.
 * All three are as they came in the query string; sort and direction may be left out.
 */
export function searchCustomers(term: string, sortBy = 'name', direction = 'asc'): Customer[] {
  const compare = Object.hasOwn(comparisons, sortBy) ? comparisons[sortBy]! : comparisons.name!;
  const found = query<Customer>(
    'SELECT id, name, email, city, spent FROM customers WHERE instr(lower(name), lower(?)) > 0',
    [String(term)],
  ).sort(compare);
  return direction === 'desc' ? found.reverse() : found;
}
