import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'shell',
  title: 'The search that ran a note',
  kind: 'fix',
  weakness: ['CWE-78', 'CWE-88'],
  module: 'start',
  objectives: ['input.command.shell', 'input.command.option'],
  minutes: 10,
  entry: ['findNotes'],
  worlds: ['shell'],

  wrong: {
    'letters-only.ts': { caughtBy: 'signs' },
    'take-quotes-out.ts': { caughtBy: 'dollar' },
    'refuse-dollar.ts': { caughtBy: 'backtick' },
    'single-quotes.ts': { caughtBy: 'single-quote' },
    'escape-three-signs.ts': { caughtBy: 'backslash' },
    'list-of-arguments.ts': { caughtBy: 'option' },
  },
} satisfies Exercise;
