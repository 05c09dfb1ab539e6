import { query } from 'ounce:db';

export interface Order {
  id: number;
  item: string;
  price: number;
}

/** The orders of one customer. `sort` is a column: id, item or price. */
export function findOrders(customer: string, sort: string): Order[] {
  return query<Order>(`SELECT id, item, price FROM orders WHERE customer = ? ORDER BY ${sort}`, [customer]);
}
