/** Graders elsewhere as one grader: each submission goes to the least busy, and to another one when that fails. */
import { randomInt } from 'node:crypto';
import type { LoadedExercise } from '../catalogue.ts';
import type { Grader, Grading, Health } from '../grading.ts';
import { believed, unbelievable, verdictOfFault } from '../supervisor/read-verdict.ts';
import { submissionProblems } from '../supervisor/submission.ts';
import { Endpoint } from './endpoint.ts';

export interface ConnectOptions {
  /** `http://host:port`, `https://host` or `unix:/path`; at least one. */
  urls: readonly string[];
  /** The token that the graders were started with. */
  token?: string | undefined;
  /** What their verdicts are compared with. A grader with another version of an exercise gives none on it. */
  exercises: readonly LoadedExercise[];
}

/** Looks at each grader, which need not be there yet, and again every two seconds. Throws a TypeError for a URL that is none. */
export async function connectGrader({ urls, token, exercises }: ConnectOptions): Promise<Grader> {
  if (urls.length === 0) throw new TypeError('No grader is named, at least one is wanted');
  const byId = new Map(exercises.map((exercise) => [exercise.id, exercise]));
  const endpoints = urls.map((url) => new Endpoint(url, token));
  const look = (): Promise<unknown> => Promise.all(endpoints.map((endpoint) => endpoint.look()));
  await look();
  const looking = setInterval(() => void look(), 2_000).unref();

  return {
    sandbox: 'Sandbox: that of the graders elsewhere.',
    grade: (submission, { signal } = {}) => {
      const exercise = byId.get(submission.exercise);
      const refused = submissionProblems(submission, exercise, [...byId.keys()]);
      if (refused || !exercise) return Promise.resolve(refused!);
      // Drawn here, so that a second grader gives the verdict that the first one would have given.
      const seed = submission.seed ?? randomInt(2 ** 32);
      const message = { ...submission, files: { ...submission.files }, seed, hash: exercise.hash };
      return gradeAnywhere(endpoints, { exercise, seed }, message, signal);
    },
    health: () => healthOf(endpoints),
    close: () => {
      clearInterval(looking);
      for (const endpoint of endpoints) endpoint.giveUp('the grader was closed');
      return Promise.resolve();
    },
  };
}

type Run = Parameters<typeof believed>[0];
type Message = Parameters<Endpoint['submit']>[0];

async function gradeAnywhere(
  endpoints: readonly Endpoint[],
  run: Run,
  message: Message,
  signal: AbortSignal | undefined,
): Promise<Grading> {
  const untried = new Set(endpoints);
  let waits: number[] = [];
  let instead: Grading | undefined;
  for (let next = nextOf(untried, waits); next; next = nextOf(untried, waits)) {
    untried.delete(next);
    const answer = await next.submit(message, signal);
    if (answer.outcome === 'busy') waits = [...waits, answer.retryAfterSeconds];
    else if (answer.outcome === 'refused') instead ??= answer;
    else if (answer.outcome === 'graded') {
      const verdict = believed(run, answer.verdict);
      if (verdict) return { outcome: 'graded', verdict };
      next.distrust();
      instead = { outcome: 'graded', verdict: verdictOfFault(run, unbelievable) };
    }
  }
  if (waits.length > 0) return { outcome: 'busy', retryAfterSeconds: Math.min(...waits) };
  return instead ?? { outcome: 'busy', retryAfterSeconds: unreachableSeconds };
}

/** When none can be reached, it is not known when one can be. */
const unreachableSeconds = 5;

/** The least busy of those that are ready; the others only when no ready one has even said that it is busy. */
function nextOf(untried: ReadonlySet<Endpoint>, waits: readonly number[]): Endpoint | undefined {
  const byLoad = [...untried].sort((a, b) => a.loadFactor - b.loadFactor);
  const ready = byLoad.find(({ health }) => health.status === 'ready');
  return ready ?? (waits.length === 0 ? byLoad[0] : undefined);
}

function healthOf(endpoints: readonly Endpoint[]): Health {
  const graders = endpoints.map(({ health }) => health);
  const able = endpoints.filter(({ health }) => health.status === 'ready');
  const sum = (key: keyof Endpoint['load']): number => able.reduce((total, { load }) => total + load[key], 0);
  const why = graders.map(({ url, status, why }) => `${url} is ${status}${why === undefined ? '' : `: ${why}`}`);
  return {
    ready: able.length > 0,
    workers: sum('workers'),
    busy: sum('busy'),
    queued: sum('queued'),
    ...(able.length === 0 && { why: why.join('; ') }),
    graders,
  };
}
