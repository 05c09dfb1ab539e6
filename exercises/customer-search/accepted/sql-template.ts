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

/** A piece of SQL and the values for its placeholders. */
class Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.values = values;
  }
}

/** A hole takes another piece of SQL as it is; everything else becomes a bound value. */
function sql(strings: TemplateStringsArray, ...holes: unknown[]): Sql {
  const pieces = holes.map((hole) => (hole instanceof Sql ? hole : new Sql('?', [hole])));
  return new Sql(
    strings.reduce((text, string, i) => text + pieces[i - 1]!.text + string),
    pieces.flatMap(({ values }) => values),
  );
}

function select<Row>({ text, values }: Sql): Row[] {
  return query<Row>(text, values);
}

/**
 * POST /login: who it is that signs in, or null.
 * Both values are as they came in the body, parsed as JSON.
 */
export function login(email: string, code: string): StaffMember | null {
  const found = select<StaffMember>(sql`SELECT id, name, role FROM staff WHERE email = ${email} AND code = ${code}`);
  return found.at(0) ?? null;
}

/**
 * GET /customers?term=…&sort=…&direction=…: the customers with the term in their name.
 * All three are as they came in the query string; sort and direction may be left out.
 */
export function searchCustomers(term: string, sortBy = 'name', direction = 'asc'): Customer[] {
  return select<Customer>(
    sql`SELECT id, name, email, city, spent FROM customers
         WHERE name LIKE ${`%${term}%`}
         ORDER BY ${columnOf(sortBy)} ${direction === 'desc' ? sql`DESC` : sql`ASC`}`,
  );
}

function columnOf(sortBy: string): Sql {
  switch (sortBy) {
    case 'city':
      return sql`city`;
    case 'spent':
      return sql`spent`;
    default:
      return sql`name`;
  }
}
