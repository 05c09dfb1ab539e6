import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'files',
  title: 'The note that was a password',
  kind: 'fix',
  weakness: ['CWE-22', 'CWE-59'],
  module: 'start',
  objectives: ['files.path.traversal', 'files.path.links'],
  minutes: 10,
  entry: ['readNote'],
  worlds: ['files'],

  wrong: {
    'last-part-only.ts': { caughtBy: 'folders' },
    'refuse-dots-at-the-beginning.ts': { caughtBy: 'dots-in-the-middle' },
    'refuse-dots-and-slash.ts': { caughtBy: 'absolute-path' },
    'compare-the-beginning.ts': { caughtBy: 'sibling' },
    'compare-the-path.ts': { caughtBy: 'link-to-file' },
    'look-at-the-file.ts': { caughtBy: 'link-to-folder' },
  },
} satisfies Exercise;
