import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'order-quantity',
  title: 'The order that pays the customer',
  kind: 'fix',
  weakness: ['CWE-1284', 'CWE-20'],
  module: 'start',
  objectives: ['input.validation.quantity'],
  minutes: 5,
  entry: ['orderTotal'],
  worlds: [],

  wrong: {
    'less-than-zero.ts': { caughtBy: 'zero-quantity' },
    'take-absolute.ts': { caughtBy: 'negative-quantity' },
    'parse-int-first.ts': { caughtBy: 'fraction' },
    'round-it.ts': { caughtBy: 'fraction' },
    'check-the-number.ts': { caughtBy: 'text-quantity' },
    'no-upper-limit.ts': { caughtBy: 'beyond-stock' },
    'check-the-total.ts': { caughtBy: 'mixed-order' },
    'first-line-only.ts': { caughtBy: 'mixed-order' },
    'refuse-large-stock.ts': { caughtBy: 'whole-stock' },
    'compare-without-not-a-number.ts': { caughtBy: 'not-a-number' },
  },
} satisfies Exercise;
