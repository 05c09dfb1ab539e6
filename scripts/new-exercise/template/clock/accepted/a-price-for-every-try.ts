interface Kept {
  code: string;
  at: number;
  tries: number;
}

const codes: Record<string, Kept> = Object.create(null);
const log: string[] = [];

/** Keeps the code that was sent to a user. */
export function keepCode(user: string, code: string): void {
  codes[user] = { code, at: Date.now(), tries: 5 };
}

/** Whether the code signs the user in. A try is paid for before it is looked at; the right one costs all that are left. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes[user];
  const mayTry = kept !== undefined && kept.tries > 0 && Date.now() - kept.at <= 600_000;
  if (mayTry) kept.tries -= 1;
  const right = mayTry && kept.code === code;
  if (right) kept.tries = 0;
  await note(user, right ? 'signed in' : 'wrong code');
  return right;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
