import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'profile-page',
  title: 'The runner’s page that runs',
  kind: 'fix',
  weakness: ['CWE-79', 'CWE-83', 'CWE-116'],
  module: 'xss',
  objectives: ['output.html.text', 'output.html.attribute', 'output.html.url'],
  minutes: 20,
  entry: ['renderProfile'],
  worlds: ['html'],

  wrong: {
    'ampersand-last.ts': { caughtBy: 'names' },
    'breaks-before-escaping.ts': { caughtBy: 'bio-lines' },
    'address-that-throws.ts': { caughtBy: 'other-websites' },
    'replace-once.ts': { caughtBy: 'other-tags' },
    'strip-tags.ts': { caughtBy: 'other-tags' },
    'title-forgotten.ts': { caughtBy: 'every-field' },
    'one-kind-of-quotes.ts': { caughtBy: 'attribute-quotes' },
    'attribute-without-quotes.ts': { caughtBy: 'unquoted' },
    'escape-only.ts': { caughtBy: 'javascript-link' },
    'refuse-javascript.ts': { caughtBy: 'disguised-scheme' },
    'starts-with-http.ts': { caughtBy: 'other-scheme' },
    'list-of-bad-schemes.ts': { caughtBy: 'other-scheme' },
    'refused-address-as-markup.ts': { caughtBy: 'link-breakout' },
    'ampersand-forgotten.ts': { caughtBy: 'markup-as-text' },
    'texts-only.ts': { caughtBy: 'not-a-text' },
  },
} satisfies Exercise;
