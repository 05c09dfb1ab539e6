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
  const right = take(user, code);
  await note(user, right ? 'signed in' : 'wrong code');
  return right;
}

/** Decides and counts in one go: nothing is awaited in between. */
function take(user: string, code: string): boolean {
  const kept = codes.get(user);
  if (kept === undefined) return false;
  const right = kept.code === code && Date.now() < kept.until;
  if (right || ++kept.guesses >= mostGuesses) codes.delete(user);
  return right;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
