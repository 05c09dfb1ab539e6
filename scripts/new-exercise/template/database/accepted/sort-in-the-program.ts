import { query } from 'ounce:db';

export interface Order {
  id: number;
  item: string;
  price: number;
}

const comparers: Record<string, (a: Order, b: Order) => number> = {
  item: (a, b) => (a.item < b.item ? -1 : 1),
  price: (a, b) => a.price - b.price,
};

/** The orders of one customer. `sort` is a column: id, item or price. */
export function findOrders(customer: string, sort: string): Order[] {
  const orders = query<Order>('SELECT id, item, price FROM orders WHERE customer = :customer ORDER BY id', {
    customer,
  });
  return Object.hasOwn(comparers, sort) ? orders.sort(comparers[sort]) : orders;
}
