/** A program as checks see it: calls, attempts and requests. */
import type { App, Attempted, Draw, RequestInit, Response, Seen } from '../exercise.ts';
import { LearnerError, type Came, type Program } from './program.ts';

/** The program as checks see it. How calls at once interleave is drawn from `schedule`. */
export function appOf(program: Program, schedule: Draw): App {
  return {
    call: (name, ...args) => program.call(name, args),
    attempt: (name, ...args) => attempt(program, name, args),
    request: async (name, request) => responseOf(await program.request(name, requestOf(request))),
    cost: (name, argsOfSize, sizes) => program.cost(name, argsOfSize, sizes),
    together: async (calls) => (await program.together(calls, schedule)).map(attempted),
    races,
  };
}

async function races(tries: number, attack: (nth: number) => Promise<false | Seen>): Promise<false | Seen> {
  for (let nth = 0; nth < tries; nth++) {
    const landed = await attack(nth);
    if (landed !== false) return landed;
  }
  return false;
}

function attempted(came: Came): Attempted {
  return 'thrown' in came
    ? { outcome: 'threw', name: came.thrown.name, message: came.thrown.message }
    : { outcome: 'returned', value: came.value };
}

async function attempt(program: Program, name: string, args: readonly unknown[]): Promise<Attempted> {
  try {
    return { outcome: 'returned', value: await program.call(name, args) };
  } catch (error) {
    if (!(error instanceof LearnerError)) throw error;
    return { outcome: 'threw', name: error.name, message: error.message };
  }
}

function requestOf(request: RequestInit): Record<string, unknown> {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: request.method ?? 'GET',
    url: request.url,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(headers) as unknown,
    params: request.params ?? {},
    body: request.body,
  };
}

function responseOf(answer: unknown): Response {
  const { status, headers, body, ended, threw } = answer as { [key: string]: unknown };
  const texts = Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name,
    String(value),
  ]);
  return {
    status: ended === true ? Number(status) : 0,
    headers: Object.fromEntries(texts) as Record<string, string>,
    body: String(body),
    ...(typeof threw === 'string' && { threw }),
  };
}
