import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'clock',
  title: 'The code that signed in twice',
  kind: 'fix',
  weakness: ['CWE-367', 'CWE-613', 'CWE-307'],
  module: 'start',
  objectives: ['state.race.check-then-act', 'sessions.expiry', 'accounts.throttle'],
  minutes: 15,
  entry: ['keepCode', 'redeem'],
  worlds: ['clock'],

  wrong: {
    'seconds-for-milliseconds.ts': { caughtBy: 'last-minute' },
    'one-timer-for-each-user.ts': { caughtBy: 'new-code' },
    'count-for-everybody.ts': { caughtBy: 'others' },
    'once-only.ts': { caughtBy: 'too-late' },
    'take-it-away-afterwards.ts': { caughtBy: 'at-once' },
    'no-count.ts': { caughtBy: 'guessing' },
    'block-for-a-minute.ts': { caughtBy: 'waiting-out' },
    'count-afterwards.ts': { caughtBy: 'guesses-at-once' },
  },
} satisfies Exercise;
