import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'customer-search',
  title: 'The customer list that tells too much',
  kind: 'fix',
  weakness: ['CWE-89'],
  module: 'sql-injection',
  objectives: ['input.sql.property', 'input.sql.identifier', 'input.sql.allowlist'],
  minutes: 20,
  entry: ['login', 'searchCustomers'],
  worlds: ['database'],

  wrong: {
    'double-first-quote.ts': { caughtBy: 'login-address' },
    'bind-address-only.ts': { caughtBy: 'login-code' },
    'login-only.ts': { caughtBy: 'search-union' },
    'block-union-select.ts': { caughtBy: 'search-variants' },
    'reject-quotes.ts': { caughtBy: 'list-for-text' },
    'strip-quotes.ts': { caughtBy: 'apostrophe' },
    'double-quotes.ts': { caughtBy: 'value-in-text' },
    'bind-values-only.ts': { caughtBy: 'order-by' },
    'column-only.ts': { caughtBy: 'direction' },
    'shape-of-a-name.ts': { caughtBy: 'hidden-column' },
    'quote-the-name.ts': { caughtBy: 'hidden-column' },
    'unanchored-expression.ts': { caughtBy: 'around-a-name' },
    'check-texts-only.ts': { caughtBy: 'around-a-name' },
    'object-as-list.ts': { caughtBy: 'unlisted-name' },
    'order-by-placeholder.ts': { caughtBy: 'sorts-by-column' },
    'block-words.ts': { caughtBy: 'finds-any-character' },
    'compare-loosely.ts': { caughtBy: 'refuses-sign-in' },
  },
} satisfies Exercise;
