import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'network',
  title: 'The preview of a page that nobody should see',
  kind: 'fix',
  weakness: ['CWE-918', 'CWE-367'],
  module: 'start',
  objectives: ['network.ssrf.address', 'network.ssrf.redirect', 'network.ssrf.rebinding'],
  minutes: 20,
  entry: ['titleOf'],
  worlds: ['network'],

  wrong: {
    'secure-pages-only.ts': { caughtBy: 'title' },
    'no-redirects.ts': { caughtBy: 'redirects' },
    'lookup-of-the-agent-only.ts': { caughtBy: 'inner-address' },
    'refuse-spellings.ts': { caughtBy: 'other-spelling' },
    'look-at-the-host.ts': { caughtBy: 'inner-name' },
    'look-before-the-first-request.ts': { caughtBy: 'redirect' },
    'look-at-the-first-address.ts': { caughtBy: 'second-address' },
    'look-before-every-request.ts': { caughtBy: 'another-answer' },
    'old-addresses-only.ts': { caughtBy: 'new-addresses' },
  },
} satisfies Exercise;
