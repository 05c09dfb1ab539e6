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

/** Whether the code signs the user in. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  if (!kept || Date.now() >= kept.until) return false;
  if (kept.code !== code) {
    if (++kept.guesses >= mostGuesses) codes.delete(user);
    await note(user, 'wrong code');
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
