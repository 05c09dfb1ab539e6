const codes = new Map<string, string>();
const log: string[] = [];

/** Keeps the code that was sent to a user. */
export function keepCode(user: string, code: string): void {
  codes.set(user, code);
}

/** Whether the code signs the user in. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const right = codes.get(user) === code;
  if (right) codes.delete(user);
  await note(user, right ? 'signed in' : 'wrong code');
  return right;
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
