import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'c',
  title: 'The label that wrote past its line',
  kind: 'fix',
  weakness: ['CWE-787', 'CWE-121', 'CWE-125', 'CWE-190', 'CWE-193'],
  module: 'start',
  objectives: ['memory.buffer.length', 'memory.integer.overflow'],
  minutes: 15,
  entry: ['label', 'repeat', 'ends_with'],
  worlds: ['c'],

  wrong: {
    'one-byte-too-careful.c': { caughtBy: 'exact-room' },
    'longer-line.c': { caughtBy: 'long-name' },
    'look-at-the-name.c': { caughtBy: 'wide-number' },
    'forget-the-zero.c': { caughtBy: 'no-room-for-zero' },
    'label-only.c': { caughtBy: 'too-many-times' },
    'divide-only.c': { caughtBy: 'fewer-than-none' },
    'less-than-nothing.c': { caughtBy: 'longer-ending' },
  },
} satisfies Exercise;
