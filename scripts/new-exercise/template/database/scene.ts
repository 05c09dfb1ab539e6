import type { Draw, SetUp } from '@ounce/sandbox/exercise';

export interface Order {
  id: number;
  item: string;
  price: number;
}

/** Three customers with orders, and a table that no page shows. */
const setUp = (({ draw, database }) => {
  database.setUp(`CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, item TEXT, price INTEGER);
    CREATE TABLE cards (customer TEXT, number TEXT);`);
  const names = [`${draw.name()} Ek`, `${draw.name()} Ó Sé-Brown`, `${draw.name()} 100%`];
  const orders = draw.shuffle(names.flatMap((customer) => [customer, customer, customer])).map((customer, i) => ({
    customer,
    id: i + 1,
    item: `${draw.word()} ${draw.token()}`,
    price: 100 * draw.int(1, 50) + i,
  }));
  for (const order of orders) database.insert('orders', order);
  const card = draw.token();
  database.insert('cards', { customer: names[0]!, number: card });
  const customers = names.map((name) => ({ name, orders: ordersOf(orders, name) }));
  return { customers, card, nobody: nobodyIn(names, draw) };
}) satisfies SetUp<'database', unknown>;

export type Scene = ReturnType<typeof setUp>;
export default setUp;

function ordersOf(orders: readonly (Order & { customer: string })[], name: string): Order[] {
  return orders.filter(({ customer }) => customer === name).map(({ id, item, price }) => ({ id, item, price }));
}

function nobodyIn(names: readonly string[], draw: Draw): string {
  const name = `${draw.name()} Nobody`;
  return names.includes(name) ? `${name} II` : name;
}
