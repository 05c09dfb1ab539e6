interface Kept {
  code: string;
  until: number;
  guesses: number;
}

const lifetime = 10 * 60_000;
const mostGuesses = 5;
const codes = new Map<string, Kept>();
const log: string[] = [];

/** Keeps the code that was sent to a user. */
export function keepCode(user: string, code: string): void {
  codes.set(user, { code, until: Date.now() + lifetime, guesses: 0 });
}

const queues = new Map<string, Promise<unknown>>();

/** Whether the code signs the user in. The calls for one user wait for each other. */
export function redeem(user: string, code: string): Promise<boolean> {
  const mine = (queues.get(user) ?? Promise.resolve()).then(() => redeemAlone(user, code));
  queues.set(user, mine);
  return mine;
}

async function redeemAlone(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  if (kept === undefined || Date.now() >= kept.until || kept.code !== code) {
    await note(user, 'wrong code');
    if (kept && ++kept.guesses >= mostGuesses) codes.delete(user);
    return false;
  }
  await note(user, 'signed in');
  codes.delete(user);
  return true;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
