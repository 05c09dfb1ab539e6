import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'database',
  title: 'The orders of another customer',
  kind: 'fix',
  weakness: ['CWE-89'],
  module: 'start',
  objectives: ['input.sql.value', 'input.sql.identifier'],
  minutes: 10,
  entry: ['findOrders'],
  worlds: ['database'],

  wrong: {
    'always-by-number.ts': { caughtBy: 'sorted' },
    'first-quote-only.ts': { caughtBy: 'second-quote' },
    'backslash-before-quotes.ts': { caughtBy: 'always-true' },
    'refuse-or.ts': { caughtBy: 'other-table' },
    'refuse-keywords.ts': { caughtBy: 'other-spelling' },
    'bind-the-value-only.ts': { caughtBy: 'question-in-sort' },
    'sort-begins-with-column.ts': { caughtBy: 'question-behind-column' },
  },
} satisfies Exercise;
