/** How often what may be tried. */
import { knownDevice } from '../device/known-device.ts';
import type { Caller } from '../session/caller.ts';
import type { Limit } from './throttle.ts';

const quarter = 900;
const hour = 3600;
const day = 86_400;

/**
 * Guesses at a secret of one account: `what` names the secret, `whose` the account as it was typed. A browser in which the
 * owner was signed in before has a count of its own, which nobody else can fill.
 */
export function guessLimits(caller: Caller, what: string, whose: string, userId: string | undefined): Limit[] {
  const { address } = caller.locals;
  const device = knownDevice(caller, userId);
  if (device !== undefined) return [{ key: `${what} device ${device} ${whose}`, tries: 10, seconds: quarter }];
  return [
    { key: `${what} pair ${address} ${whose}`, tries: 10, seconds: quarter },
    { key: `${what} address ${address}`, tries: 200, seconds: quarter },
    { key: `${what} account ${whose}`, tries: 50, seconds: hour },
    // Six digits are few: three codes are good at any time, so 30 tries a day find one in 30 years or so.
    ...(what === 'code' ? [{ key: `code day ${whose}`, tries: 30, seconds: day }] : []),
  ];
}

/** New accounts, and tries to find out which handles are taken. */
export function signUpLimits(caller: Caller): Limit[] {
  const { app, address } = caller.locals;
  return [
    { key: `sign-up ${address}`, tries: app.signUpsPerHour, seconds: hour },
    { key: `sign-up form ${address}`, tries: app.signUpsPerHour * 10, seconds: hour },
  ];
}

/** Guesses inside a session, counted for that session alone. */
export function proofLimits(sessionId: string): Limit[] {
  return [{ key: `proof ${sessionId}`, tries: 10, seconds: quarter }];
}

/** Challenges for passkeys: each is a row that is kept for minutes. */
export function challengeLimits(caller: Caller): Limit[] {
  return [{ key: `challenge ${caller.locals.address}`, tries: 600, seconds: quarter }];
}
