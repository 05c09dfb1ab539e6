interface Kept {
  code: string;
  left: number;
  timer: ReturnType<typeof setTimeout>;
}

const codes = new Map<string, Kept>();
const log: string[] = [];

/** Keeps the code that was sent to a user, until its time is over. */
export function keepCode(user: string, code: string): void {
  forget(user);
  const timer = setTimeout(() => codes.delete(user), 600_000);
  codes.set(user, { code, left: 5, timer });
}

/** Signs the user in, or throws. */
export async function redeem(user: string, code: string): Promise<boolean> {
  const kept = codes.get(user);
  if (!kept) throw new Error('There is no code');
  if (kept.code !== code) {
    kept.left -= 1;
    if (kept.left === 0) forget(user);
    await note(user, 'wrong code');
    return false;
  }
  forget(user);
  await note(user, 'signed in');
  return true;
}

function forget(user: string): void {
  clearTimeout(codes.get(user)?.timer);
  codes.delete(user);
}

/** Writes to the log of sign-ins, which takes a moment. */
async function note(user: string, outcome: string): Promise<void> {
  await new Promise((written) => setTimeout(written, 5));
  log.push(`${user}: ${outcome}`);
}
