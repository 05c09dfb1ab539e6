interface Kept {
  code: string;
  until: number;
  guesses: number;
  blockedUntil: number;
}

const lifetime = 10 * 60_000;
const mostGuesses = 5;
const codes = new Map<string, Kept>();
const log: string[] = [];

/** Keeps the code that was sent to a user. */
export function keepCode(user: string, code: string): void {
  codes.set(user, { code, until: Date.now() + lifetime, guesses: 0, blockedUntil: 0 });
}

/** Whether the code signs the user in. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  if (!kept || Date.now() >= kept.until || Date.now() < kept.blockedUntil) return false;
  if (kept.code !== code) {
    if (++kept.guesses >= mostGuesses) kept.blockedUntil = Date.now() + 60_000;
    await note(user, 'wrong code');
    return false;
  }
  codes.delete(user);
  await note(user, 'signed in');
  return true;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
