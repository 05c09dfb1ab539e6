import type { Exercise } from '@ounce/sandbox/exercise';

// The submission that the grader is measured on: of usual length, with ten checks and ten exploits.
export default {
  id: 'standard',
  title: 'The standard submission of the bench',
  kind: 'fix',
  weakness: ['CWE-20'],
  module: 'start',
  objectives: ['bench.standard'],
  minutes: 10,
  entry: ['parseBooking', 'priceOf', 'confirmation', 'toCsv', 'nextPage'],
  worlds: [],
  wrong: {},
} satisfies Exercise;
