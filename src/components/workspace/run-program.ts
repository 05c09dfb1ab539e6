/** Has the program graded by the server. */
import type { Verdict } from '@ounce/sandbox/verdict';
import type { Files } from './source-files.ts';

export type RunResult =
  | { outcome: 'graded'; verdict: Verdict; kept: 'yes' | 'no' | undefined }
  | { outcome: 'cancelled' }
  | { outcome: 'failed'; sentence: string };

interface RunOptions {
  signal: AbortSignal;
  /** Told when the graders are busy and the run waits. */
  onWait: (sentence: string) => void;
}

const tries = 5;
const kept = 'The work is kept in this browser.';

/** Runs the files; asks again a few times while the graders are busy. */
export async function runProgram(exercise: string, files: Files, options: RunOptions): Promise<RunResult> {
  const id = randomId();
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(exercise, { files, id }, options.signal);
    if (!('waitSeconds' in answer)) return answer;
    if (attempt === tries)
      return { outcome: 'failed', sentence: `All graders are still busy. ${kept} Run again in a minute.` };
    options.onWait(`All graders are busy. Trying again in ${answer.waitSeconds} s (${attempt} of ${tries - 1}).`);
    if (!(await waited(answer.waitSeconds, options.signal))) return { outcome: 'cancelled' };
  }
}

async function ask(
  exercise: string,
  sent: { files: Files; id: string },
  signal: AbortSignal,
): Promise<RunResult | { waitSeconds: number }> {
  try {
    const response = await fetch(`/api/grade/${exercise}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(sent),
      signal: AbortSignal.any([signal, AbortSignal.timeout(45_000)]),
    });
    if (response.ok) {
      // Whether the account has it; nothing while nobody is signed in.
      const kept = { yes: 'yes', no: 'no' } as const;
      const told = kept[response.headers.get('Ounce-Kept') as keyof typeof kept] as 'yes' | 'no' | undefined;
      return { outcome: 'graded', verdict: (await response.json()) as Verdict, kept: told };
    }
    if (response.status === 503)
      return { waitSeconds: Math.min(20, Math.max(1, Number(response.headers.get('Retry-After')) || 2)) };
    return { outcome: 'failed', sentence: `${await problemSentence(response)} ${kept}` };
  } catch {
    if (signal.aborted) return { outcome: 'cancelled' };
    return {
      outcome: 'failed',
      sentence: `${navigator.onLine ? 'Ounce does not answer.' : 'This device is offline.'} ${kept} Run again when the connection is back.`,
    };
  }
}

/** 128 random bits; unlike randomUUID() also on plain http. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function problemSentence(response: Response): Promise<string> {
  try {
    const { title, detail } = (await response.json()) as { title?: unknown; detail?: unknown };
    return `${String(title)}. ${String(detail)}`;
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

function waited(seconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
