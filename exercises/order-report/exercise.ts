import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'order-report',
  title: 'Four ways into a customers’ portal',
  kind: 'break',
  weakness: ['CWE-89'],
  module: 'sql-injection',
  objectives: ['input.sql.exploit', 'input.sql.blind', 'input.sql.review'],
  minutes: 30,
  entry: ['readOrders', 'readKey', 'raiseCredit', 'readCode'],
  app: { functions: [], handler: 'handle' },
  worlds: ['database'],

  wrong: {
    'provoke-an-error.ts': { caughtBy: 'other-orders' },
    'ask-for-another-customer.ts': { caughtBy: 'other-orders' },
    'balance-the-wrong-quote.ts': { caughtBy: 'other-orders' },
    'union-in-capitals.ts': { caughtBy: 'other-key' },
    'tables-of-another-database.ts': { caughtBy: 'other-key' },
    'own-key.ts': { caughtBy: 'other-key' },
    'wrong-number-of-columns.ts': { caughtBy: 'other-key' },
    'union-after-the-order.ts': { caughtBy: 'other-key' },
    'one-quote.ts': { caughtBy: 'credit' },
    'second-statement.ts': { caughtBy: 'credit' },
    'more-fields-in-the-body.ts': { caughtBy: 'credit' },
    'staff-in-the-search.ts': { caughtBy: 'code' },
    'sort-by-the-code.ts': { caughtBy: 'code' },
    'guess-the-code.ts': { caughtBy: 'code' },
    'half-of-the-code.ts': { caughtBy: 'code' },
  },
} satisfies Exercise;
