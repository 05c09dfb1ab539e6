import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'static-files',
  title: 'The leaflet that was a password',
  kind: 'fix',
  weakness: ['CWE-22', 'CWE-59'],
  module: 'paths-and-files',
  objectives: ['files.path.traversal', 'files.path.links'],
  minutes: 20,
  entry: ['serveFile'],
  worlds: ['files'],

  wrong: {
    'refuse-dots-in-the-raw-address.ts': { caughtBy: 'encoded-dot-dot' },
    'check-between-the-decodings.ts': { caughtBy: 'encoded-twice' },
    'take-dot-dot-slash-out.ts': { caughtBy: 'way-up-in-the-middle' },
    'refuse-dot-dot-parts.ts': { caughtBy: 'absolute-path' },
    'refuse-dot-dot-anywhere.ts': { caughtBy: 'dots-in-names' },
    'starts-with-root.ts': { caughtBy: 'sibling-directory' },
    'relative-to-root.ts': { caughtBy: 'link-to-file' },
    'look-at-the-last-part.ts': { caughtBy: 'link-to-directory' },
    'guard-the-first-way.ts': { caughtBy: 'short-address' },
    'follow-each-link-once.ts': { caughtBy: 'chain-of-links' },
    'decode-once.ts': { caughtBy: 'newsletter-links' },
    'refuse-every-link.ts': { caughtBy: 'links-inside' },
  },
} satisfies Exercise;
