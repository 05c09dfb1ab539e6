import { query } from 'ounce:db';

export interface Order {
  id: number;
  item: string;
  price: number;
}

const byColumn = new Map([
  ['id', 'SELECT id, item, price FROM orders WHERE customer = ? ORDER BY id'],
  ['item', 'SELECT id, item, price FROM orders WHERE customer = ? ORDER BY item'],
  ['price', 'SELECT id, item, price FROM orders WHERE customer = ? ORDER BY price'],
]);

/** The orders of one customer. `sort` is a column: id, item or price. */
export function findOrders(customer: string, sort: string): Order[] {
  const sql = byColumn.get(sort);
  return sql === undefined ? [] : query<Order>(sql, [customer]);
}
