import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';
import { castOf, minute } from './cast.ts';

export default [
  {
    id: 'others',
    task: 1,
    title: 'Wrong guesses for one user are no hindrance to another',
    feedback: 'Guesses are counted for the user whose code is guessed, and for nobody else.',
    holds: async ({ app, draw }) => {
      const { user, other, code, newer, wrong } = castOf(draw);
      await app.call('keepCode', other, newer);
      await app.call('keepCode', user, code);
      for (const guess of wrong.slice(0, 6)) await app.attempt('redeem', other, guess);
      return answers(app, user, code, true);
    },
  },
  {
    id: 'signs-in',
    task: 1,
    title: 'A code that was sent signs the user in',
    feedback: 'The code that was kept last for a user signs that user in.',
    holds: async ({ app, draw }) => {
      const { user, code } = castOf(draw);
      await app.call('keepCode', user, code);
      return answers(app, user, code, true);
    },
  },
  {
    id: 'wrong-code',
    task: 1,
    title: 'Four wrong codes sign nobody in, and the right one after them does',
    feedback: 'A code is dead with the fifth wrong guess. Before that, whoever mistypes may try again.',
    holds: async ({ app, draw }) => {
      const { user, code, wrong } = castOf(draw);
      await app.call('keepCode', user, code);
      for (const guess of wrong.slice(0, 4)) {
        const seen = await answers(app, user, guess, false);
        if (seen !== true) return seen;
      }
      return answers(app, user, code, true);
    },
  },
  {
    id: 'last-minute',
    task: 1,
    title: 'A code signs in up to the end of its ten minutes',
    feedback: 'A code lives for ten minutes: in the last second of them it still signs in.',
    holds: async ({ app, clock, draw }) => {
      const { user, code } = castOf(draw);
      await app.call('keepCode', user, code);
      await clock.advance(10 * minute - 1_000);
      return answers(app, user, code, true);
    },
  },
  {
    id: 'new-code',
    task: 1,
    title: 'A new code replaces the one before it, and has ten minutes of its own',
    feedback: 'Only the newest code counts. Its time begins when it is kept, whatever the one before it has left.',
    holds: async ({ app, clock, draw }) => {
      const { user, code, newer } = castOf(draw);
      await app.call('keepCode', user, code);
      await clock.advance(6 * minute);
      await app.call('keepCode', user, newer);
      const old = await answers(app, user, code, false);
      if (old !== true) return old;
      await clock.advance(6 * minute);
      return answers(app, user, newer, true);
    },
  },
] satisfies Check<'clock'>[];

/** A refusal may be a throw as well. */
async function answers(app: Stage['app'], user: string, code: string, expected: boolean): Promise<true | Seen> {
  const attempted = await app.attempt('redeem', user, code);
  if ((attempted.outcome === 'returned' && attempted.value === true) === expected) return true;
  const seen = attempted.outcome === 'returned' ? `gave ${JSON.stringify(attempted.value)}` : 'threw';
  return { payload: `redeem("${user}", "${code}")`, observed: `It ${seen}; expected was ${expected}.` };
}
