const codes = new Map<string, { code: string; guesses: number }>();
const log: string[] = [];

/** Keeps the code that was sent to a user. */
export function keepCode(user: string, code: string): void {
  codes.set(user, { code, guesses: 0 });
  setTimeout(() => codes.delete(user), 10 * 60_000);
}

/** Whether the code signs the user in. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  if (!kept) return false;
  if (kept.code !== code) {
    if (++kept.guesses >= 5) codes.delete(user);
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
