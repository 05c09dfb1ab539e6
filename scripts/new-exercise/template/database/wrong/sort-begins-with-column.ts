import { query } from 'ounce:db';

export interface Order {
  id: number;
  item: string;
  price: number;
}

/** The orders of one customer. `sort` is a column: id, item or price. */
export function findOrders(customer: string, sort: string): Order[] {
  if (!/^(id|item|price)\b/.test(sort)) throw new Error('There is no such column');
  return query<Order>(`SELECT id, item, price FROM orders WHERE customer = ? ORDER BY ${sort}`, [customer]);
}
