import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'crypto',
  title: 'The sealed notes that could be changed',
  kind: 'fix',
  weakness: ['CWE-323', 'CWE-353', 'CWE-345'],
  module: 'start',
  objectives: ['crypto.nonce', 'crypto.authenticated', 'crypto.context'],
  minutes: 20,
  entry: ['seal', 'open'],
  worlds: ['crypto'],

  wrong: {
    'latin-letters.ts': { caughtBy: 'any-text' },
    'nonce-of-the-text.ts': { caughtBy: 'same-text' },
    'salt-before-the-text.ts': { caughtBy: 'nonce' },
    'sign-only.ts': { caughtBy: 'read' },
    'random-nonce-only.ts': { caughtBy: 'changed' },
    'tag-of-any-length.ts': { caughtBy: 'cut' },
    'algorithm-of-the-note.ts': { caughtBy: 'algorithm' },
    'owner-beside-the-note.ts': { caughtBy: 'other-owner' },
    'owner-before-the-text.ts': { caughtBy: 'longer-name' },
  },
} satisfies Exercise;
