import type { Draw, SetUp } from '@ounce/sandbox/exercise';

export interface StaffMember {
  id: number;
  email: string;
  name: string;
  role: string;
  code: string;
}

export interface Customer {
  id: number;
  name: string;
  email: string;
  city: string;
  spent: number;
}

export interface Scene {
  /** Who can sign in; the first is the manager. */
  staff: StaffMember[];
  /** Can sign in too, and has an apostrophe in the address. */
  apostrophe: StaffMember;
  /** Has left: the row is there, without a code. */
  left: Omit<StaffMember, 'code'>;
  /** All of them, by id. */
  customers: Customer[];
  /** The names with characters that mean something in SQL; no apostrophe among them. */
  businesses: string[];
  /** A customer's name with an apostrophe. */
  apostropheName: string;
  /** The ids by the column that is never shown, lowest first. */
  byCreditLimit: number[];
}

/** The customers' columns that a list may be sorted by. */
export const sortable = ['name', 'city', 'spent'] as const;

export default (({ draw, database }) => {
  database.setUp(`
    CREATE TABLE staff (
      id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, code TEXT
    );
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, city TEXT NOT NULL, spent INTEGER NOT NULL,
      credit_limit INTEGER NOT NULL
    );`);

  const words = distinct(40, () => draw.name());
  const [shop = '', ...names] = words;
  const ids = distinct(20, () => draw.int(100_000, 999_999));
  const next = (): string => names.pop()!;

  const people = ['manager', 'mechanic', 'sales', 'accounts'].map((role) => {
    const name = `${next()} ${next()}`;
    return { id: ids.pop()!, email: addressOf(name, shop), name, role };
  });
  const staff = people.map((person) => ({ ...person, code: draw.token() }));
  const oName = next();
  const apostrophe = {
    id: ids.pop()!,
    email: `o'${oName}@${shop}.example`.toLowerCase(),
    name: `${next()} O’${oName}`,
    role: 'sales',
    code: draw.token(),
  };
  const leftName = `${next()} ${next()}`;
  const left = { id: ids.pop()!, email: addressOf(leftName, shop), name: leftName, role: 'manager' };
  for (const member of draw.shuffle([...staff, apostrophe, { ...left, code: null }])) database.insert('staff', member);

  const apostropheName = `${next()} O'${next()}`;
  const businesses = [
    `${next()} -- Rentals; Repairs`,
    `${next()} "Order by Post" Cycles`,
    `Union ${next()} Select`,
    `AC\\DC ${next()}`,
    `${next()} 100% Wheels (est. 1987)`,
    `${next()}_Racing /* Team */`,
  ];
  const clients = Array.from({ length: 5 }, () => `${next()} ${next()}`);
  const { customers, byCreditLimit } = drawCustomers(draw, [apostropheName, ...businesses, ...clients]);
  const limits = new Map(byCreditLimit.map((id, rank) => [id, (rank + 1) * 500]));
  for (const customer of customers)
    database.insert('customers', { ...customer, credit_limit: limits.get(customer.id)! });

  return { staff, apostrophe, left, customers, businesses, apostropheName, byCreditLimit };
}) satisfies SetUp<'database', Scene>;

/** No order that a list may have shows the credit limits, and none is the order of the ids. */
function drawCustomers(draw: Draw, names: readonly string[]): { customers: Customer[]; byCreditLimit: number[] } {
  const cities = distinct(4, () => draw.name());
  for (;;) {
    const ids = distinct(names.length, () => draw.int(1_000, 9_999)).sort((a, b) => a - b);
    const spent = distinct(names.length, () => draw.int(0, 900_000));
    const customers = draw.shuffle(names).map((name, i) => ({
      id: ids[i]!,
      name,
      email: `${draw.word()}${ids[i]}@mail.example`,
      city: cities[i % cities.length]!,
      spent: spent[i]!,
    }));
    const byCreditLimit = draw.shuffle(ids);
    const inThisOrder = byCreditLimit.map((id) => customers.find((customer) => customer.id === id)!);
    const tell = [inThisOrder, customers].some((list) => sortable.some((key) => isSorted(list, key)));
    if (!tell && !isSorted(inThisOrder, 'id')) return { customers, byCreditLimit };
  }
}

/** Whether a list is sorted by a key, in either direction. */
function isSorted(list: readonly Customer[], key: keyof Customer): boolean {
  const up = list.every((customer, i) => i === 0 || list[i - 1]![key] <= customer[key]);
  return up || list.every((customer, i) => i === 0 || list[i - 1]![key] >= customer[key]);
}

function addressOf(name: string, shop: string): string {
  return `${name.replace(' ', '.')}@${shop}.example`.toLowerCase();
}

function distinct<T>(count: number, make: () => T): T[] {
  const values = new Set<T>();
  while (values.size < count) values.add(make());
  return [...values];
}
