import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'xml',
  title: 'The order that read the configuration',
  kind: 'fix',
  weakness: ['CWE-611', 'CWE-776'],
  module: 'start',
  objectives: ['input.xml.entities', 'input.xml.inclusion'],
  minutes: 10,
  entry: ['readOrder'],
  worlds: ['xml'],

  wrong: {
    'drop-ampersands.ts': { caughtBy: 'escaped-signs' },
    'no-network.ts': { caughtBy: 'file-entity' },
    'refuse-file-addresses.ts': { caughtBy: 'relative-path' },
    'refuse-local-files.ts': { caughtBy: 'web-address' },
    'refuse-system-entities.ts': { caughtBy: 'public-entity' },
    'refuse-entities.ts': { caughtBy: 'external-dtd' },
    'leave-entities-alone.ts': { caughtBy: 'external-dtd' },
    'refuse-doctype.ts': { caughtBy: 'inclusion' },
    'refuse-doctype-in-utf-8.ts': { caughtBy: 'wide-characters' },
    'refuse-what-is-outside.ts': { caughtBy: 'expansion' },
  },
} satisfies Exercise;
