import { query } from 'ounce:db';

export interface Order {
  id: number;
  item: string;
  price: number;
}

const columns = ['id', 'item', 'price'];

/** The orders of one customer. `sort` is a column: id, item or price. */
export function findOrders(customer: string, sort: string): Order[] {
  if (!columns.includes(sort)) throw new Error('There is no such column');
  const name = customer.replaceAll("'", "\\'");
  return query<Order>(`SELECT id, item, price FROM orders WHERE customer = '${name}' ORDER BY ${sort}`);
}
