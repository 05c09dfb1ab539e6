import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'html',
  title: 'The entry that runs in the guest book',
  kind: 'fix',
  weakness: ['CWE-79'],
  module: 'start',
  objectives: ['output.html.text', 'output.html.attribute', 'output.html.url'],
  minutes: 10,
  entry: ['showEntry'],
  worlds: ['html'],

  wrong: {
    'letters-only.ts': { caughtBy: 'signs' },
    'take-script-out.ts': { caughtBy: 'event-handler' },
    'escape-angle-brackets.ts': { caughtBy: 'double-quote' },
    'escape-double-quotes.ts': { caughtBy: 'single-quote' },
    'escape-everything.ts': { caughtBy: 'script-address' },
    'refuse-javascript.ts': { caughtBy: 'disguised-address' },
  },
} satisfies Exercise;
