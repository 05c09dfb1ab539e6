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

let guesses = 0;

/** Whether the code signs the user in. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  const right = kept?.code === code && Date.now() < kept.until && guesses < mostGuesses;
  if (right) codes.delete(user);
  else guesses += 1;
  await note(user, right ? 'signed in' : 'wrong code');
  return right;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
