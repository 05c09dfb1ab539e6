import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'plain',
  title: 'The page after signing in',
  kind: 'fix',
  weakness: ['CWE-601'],
  module: 'start',
  objectives: ['input.url.redirect'],
  minutes: 10,
  entry: ['nextPage'],
  worlds: [],

  wrong: {
    'letters-only.ts': { caughtBy: 'query-and-fragment' },
    'refuse-http.ts': { caughtBy: 'two-slashes' },
    'return-the-path.ts': { caughtBy: 'two-slashes' },
    'refuse-other-starts.ts': { caughtBy: 'other-scheme' },
    'compare-the-beginning.ts': { caughtBy: 'name-in-front' },
    'one-slash.ts': { caughtBy: 'backslash' },
    'no-second-slash.ts': { caughtBy: 'tab' },
  },
} satisfies Exercise;
