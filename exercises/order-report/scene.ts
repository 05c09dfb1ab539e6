import type { Draw, SetUp } from '@ounce/sandbox/exercise';

export interface Order {
  reference: string;
  item: string;
  total: number;
  status: string;
}

export interface Customer {
  name: string;
  key: string;
  /** In cents. */
  credit: number;
  orders: Order[];
}

export interface Scene {
  /** Whose key the attacker has. */
  me: Customer;
  others: Customer[];
  /** The manager's, 16 hexadecimal digits. */
  code: string;
}

export default (({ draw, database }) => {
  database.setUp(`
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, language TEXT NOT NULL, credit INTEGER NOT NULL
    );
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, reference TEXT NOT NULL, item TEXT NOT NULL,
      total INTEGER NOT NULL, status TEXT NOT NULL
    );
    CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, reset_code TEXT);`);

  const customers = Array.from({ length: draw.int(3, 5) }, () => drawCustomer(draw));
  const ids = draw.shuffle([...Array(90).keys()].map((i) => i + 10));
  for (const [i, { orders, ...customer }] of customers.entries()) {
    database.insert('customers', { id: ids[i]!, language: 'en', ...customer });
    for (const order of orders) database.insert('orders', { customer: ids[i]!, ...order });
  }

  const code = draw.token();
  const staff = ['mechanic', 'manager', 'sales'].map((role) => ({ role, name: draw.name() }));
  for (const member of draw.shuffle(staff)) {
    database.insert('staff', { ...member, reset_code: member.role === 'manager' ? code : null });
  }

  const mine = draw.int(0, customers.length - 1);
  return { me: customers[mine]!, others: customers.filter((_, i) => i !== mine), code };
}) satisfies SetUp<'database', Scene>;

/** At least two orders, not all in the same status, so that every report has an order to speak of. */
function drawCustomer(draw: Draw): Customer {
  const statuses = draw.shuffle(['open', 'paid', 'sent']);
  const orders = Array.from({ length: draw.int(2, 4) }, (_, i) => ({
    reference: draw.token(),
    item: `${draw.word()} ${draw.pick(['chain', 'wheel', 'saddle', 'lamp'])}`,
    total: draw.int(500, 90_000),
    status: statuses[i % 3]!,
  }));
  return { name: draw.name(), key: draw.token(), credit: draw.int(10, 50) * 1_000, orders };
}
