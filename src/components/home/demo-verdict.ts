/** The first two findings that the grader gives for the starter of "order-quantity", as the home page shows them. */
import type { Verdict } from '@ounce/sandbox/verdict';

/** The loop of the starter, shortened to fit a phone. */
export const demoCode = `let total = 0;
for (const line of lines) {
  const product = find(line.sku);
  if (line.quantity > product.stock)
    throw new Error('Too few are left');
  total += product.price * line.quantity;
}
return total;`;

/** The line that the attack goes through. */
export const demoHole = 4;

export const demoVerdict: Verdict = {
  version: 1,
  status: 'failed',
  exercise: { id: 'order-quantity', hash: '0'.repeat(64) },
  seed: 7,
  checks: [
    { id: 'adds-up', kind: 'function', title: 'An order of several lines adds up', outcome: 'passed' },
    { id: 'whole-stock', kind: 'function', title: 'The whole stock can be ordered', outcome: 'passed' },
    {
      id: 'negative-quantity',
      kind: 'exploit',
      title: 'A negative quantity',
      outcome: 'failed',
      feedback:
        'A quantity below zero passes the check for the stock. Multiplied by the price it is money that the shop owes the customer.',
      payload: 'orderTotal([{ sku: "lamp-7", quantity: -3 }], catalogue)',
      observed: 'The order was taken, with the total -14997.',
    },
  ],
  log: { lines: [], dropped: 0 },
  usage: { cpuMs: 1, wallMs: 9, queueMs: 0 },
};
