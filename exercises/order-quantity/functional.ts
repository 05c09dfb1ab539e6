import { inspect } from 'node:util';
import type { Check, Draw } from '@ounce/sandbox/exercise';

interface Product {
  sku: string;
  price: number;
  stock: number;
}

export default [
  {
    id: 'adds-up',
    task: 1,
    title: 'An order of several lines adds up',
    feedback: 'The total of an order is the sum of price × quantity over its lines, in cents.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw);
      const lines = catalogue.map(({ sku, stock }) => ({ sku, quantity: draw.int(1, stock) }));
      const expected = sum(lines.map(({ quantity }, i) => quantity * catalogue[i]!.price));
      return totalIs(await app.call('orderTotal', lines, catalogue), expected);
    },
  },
  {
    id: 'single-piece',
    task: 1,
    title: 'One piece can be ordered',
    feedback: 'A quantity of 1 is the most common order of all.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw);
      const product = draw.pick(catalogue);
      return totalIs(await app.call('orderTotal', [{ sku: product.sku, quantity: 1 }], catalogue), product.price);
    },
  },
  {
    id: 'whole-stock',
    task: 1,
    title: 'The whole stock can be ordered',
    feedback: 'The upper bound is the stock itself: taking every piece is allowed.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw);
      const product = { ...draw.pick(catalogue), stock: draw.int(1_001, 50_000) };
      const expected = product.price * product.stock;
      return totalIs(
        await app.call('orderTotal', [{ sku: product.sku, quantity: product.stock }], [product]),
        expected,
      );
    },
  },
  {
    id: 'same-product-twice',
    task: 1,
    title: 'A product may stand in two lines',
    feedback: 'Two lines of the same product are two orders for it; both count.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw).map((product) => ({ ...product, stock: 20 }));
      const product = draw.pick(catalogue);
      const [a, b] = [draw.int(1, 5), draw.int(1, 5)];
      const lines = [a, b].map((quantity) => ({ sku: product.sku, quantity }));
      return totalIs(await app.call('orderTotal', lines, catalogue), (a + b) * product.price);
    },
  },
  {
    id: 'unknown-product',
    task: 1,
    title: 'An unknown product and an empty order are refused',
    feedback: 'Orders without lines, and for products that the catalogue has not, are refused by a throw.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw);
      const orders = [[], [{ sku: `${draw.word()}-none`, quantity: 1 }]];
      for (const order of orders) {
        const attempted = await app.attempt('orderTotal', order, catalogue);
        if (attempted.outcome === 'returned') {
          return {
            payload: `orderTotal(${JSON.stringify(order)}, catalogue)`,
            observed: `The order was taken, with the total ${inspect(attempted.value)}.`,
          };
        }
      }
      return true;
    },
  },
  {
    id: 'beyond-stock',
    task: 1,
    title: 'More pieces than there are in stock are refused',
    feedback: 'The upper bound is gone: an order for more than the stock was taken.',
    async holds({ app, draw }) {
      const product = draw.pick(drawCatalogue(draw));
      for (const quantity of [product.stock + 1, product.stock + draw.int(2, 999), 2 ** 53]) {
        const attempted = await app.attempt('orderTotal', [{ sku: product.sku, quantity }], [product]);
        if (attempted.outcome === 'returned') {
          const payload = `orderTotal([{ sku: "${product.sku}", quantity: ${quantity} }], catalogue) with ${product.stock} in stock`;
          return { payload, observed: `The order was taken, with the total ${inspect(attempted.value)}.` };
        }
      }
      return true;
    },
  },
  {
    id: 'price-of-today',
    task: 1,
    title: 'Prices come from the catalogue that is given',
    feedback: 'The catalogue comes with each call: the same order costs what the catalogue of that call says.',
    async holds({ app, draw }) {
      const catalogue = drawCatalogue(draw);
      const { sku } = draw.pick(catalogue);
      const order = [{ sku, quantity: 1 }];
      const dearer = catalogue.map((product) => ({ ...product, price: product.price + draw.int(1, 99) }));
      const before = totalIs(await app.call('orderTotal', order, catalogue), priceOf(catalogue, sku));
      return before === true ? totalIs(await app.call('orderTotal', order, dearer), priceOf(dearer, sku)) : before;
    },
  },
] satisfies Check[];

function drawCatalogue(draw: Draw): Product[] {
  return Array.from({ length: draw.int(2, 4) }, (_, i) => ({
    sku: `${draw.word()}-${i}`,
    price: draw.int(50, 20_000),
    stock: draw.int(3, 40),
  }));
}

function priceOf(catalogue: readonly Product[], sku: string): number {
  return catalogue.find((product) => product.sku === sku)!.price;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function totalIs(total: unknown, expected: number): true | { observed: string } {
  return total === expected || { observed: `The total was ${inspect(total)}; ${expected} was expected.` };
}
