import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';
import type { Order, Scene } from './scene.ts';

export default [
  {
    id: 'own-orders',
    task: 1,
    title: 'All orders of a customer come back',
    feedback: 'The list holds every order of the customer, with id, item and price.',
    holds: ({ app, draw, scene }) => {
      const customer = draw.pick(scene.customers);
      return lists(app, customer.name, 'id', customer.orders);
    },
  },
  {
    id: 'signs-in-names',
    task: 1,
    title: 'Names with accents, hyphens and a percent sign are found',
    feedback: 'A name may hold any character. It is compared whole, so a percent sign stands for itself.',
    holds: async ({ app, scene }) => {
      for (const { name, orders } of scene.customers) {
        const seen = await lists(app, name, 'id', orders);
        if (seen !== true) return seen;
      }
      return true;
    },
  },
  {
    id: 'sorted',
    task: 1,
    title: 'The list is sorted by the column that is asked for',
    feedback: 'The columns id, item and price each sort the list, from the smallest to the largest.',
    holds: async ({ app, draw, scene }) => {
      const { name, orders } = draw.pick(scene.customers);
      for (const column of draw.shuffle(['id', 'item', 'price'] as const)) {
        const sorted = orders.toSorted((a, b) => (a[column] < b[column] ? -1 : 1));
        const seen = await lists(app, name, column, sorted);
        if (seen !== true) return seen;
      }
      return true;
    },
  },
  {
    id: 'no-orders',
    task: 1,
    title: 'A customer without orders gets an empty list',
    feedback: 'A name that no order has is nothing unusual: the list is empty.',
    holds: ({ app, scene }) => lists(app, scene.nobody, 'price', []),
  },
  {
    id: 'new-order',
    task: 1,
    title: 'An order that came in later is listed',
    feedback: 'The list is what the database holds when it is asked.',
    holds: ({ app, draw, scene, database }) => {
      const { name, orders } = draw.pick(scene.customers);
      const order = { id: draw.int(100, 999), item: draw.word(), price: draw.int(1, 99) };
      database.insert('orders', { customer: name, ...order });
      return lists(app, name, 'id', [...orders, order]);
    },
  },
] satisfies Check<'database', Scene>[];

async function lists(app: Stage['app'], name: string, sort: string, expected: readonly Order[]): Promise<true | Seen> {
  const orders = await app.call('findOrders', name, sort);
  if (JSON.stringify(orders) === JSON.stringify(expected)) return true;
  const payload = `findOrders(${JSON.stringify(name)}, "${sort}")`;
  return { payload, observed: `It gave ${JSON.stringify(orders)}; expected was ${JSON.stringify(expected)}.` };
}
