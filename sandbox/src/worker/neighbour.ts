/** An app in an isolate of its own beside the learner's program, which calls it as a client would. */
import type { AppFace, Draw, RequestInit, Response, Target } from '../exercise.ts';
import type { WorldModule } from '../worlds/world.ts';
import { appOf } from './app.ts';
import type { Fault } from '../verdict.ts';
import { ProgramFault, runTimeFault, starvedFault } from './faults.ts';
import type { Program } from './program.ts';

export interface Neighbour {
  /** As the exercise's author sees it. */
  readonly target: Target;
  /** What the learner's program can import to reach it. */
  readonly modules: Readonly<Record<string, WorldModule>>;
  /** Throws ProgramFault when the app ended for a reason that is no effect of an attack: nothing that was seen after it counts. */
  readonly mustHold: () => void;
}

/** Puts a program's face before it. A limit that the app breaks stops the app, not the learner's program. */
export function neighbourOf(program: Program, { functions, handler }: AppFace, schedule: Draw): Neighbour {
  const app = appOf(program, schedule);
  const guard = new Guard();
  const calls: { name: string; args: readonly unknown[] }[] = [];
  let weight = 0;
  const called = <T>(name: string, args: readonly unknown[], act: () => T): T => {
    weight += weightOf(args);
    if (calls.length < mostCalls && weight < mostWeight) calls.push({ name, args });
    return guard.run(act);
  };
  const exported = functions.map((name) => {
    const call = (...args: unknown[]): unknown => called(name, args, () => program.callNow(name, args));
    return [name, call] as const;
  });
  return {
    target: {
      call: (name, ...args) => guard.run(() => app.call(name, ...args)),
      attempt: (name, ...args) => guard.run(() => app.attempt(name, ...args)),
      request: (name, request) => guard.run(() => app.request(name, request)),
      cost: (name, argsOfSize, sizes) => guard.run(() => app.cost(name, argsOfSize, sizes)),
      together: (several) => guard.run(() => app.together(several)),
      races: (tries, attack) => app.races(tries, attack),
      calls,
      get stopped() {
        return guard.stopped;
      },
    },
    modules: {
      './app.ts': { functions: Object.fromEntries(exported) },
      ...(handler !== undefined && {
        'ounce:client': {
          functions: {
            request: (init) => called('request', [init], () => answerOf(app.request(handler, requestInit(init)))),
          },
        },
      }),
    },
    mustHold: () => {
      if (guard.fault) throw new ProgramFault(guard.fault);
    },
  };
}

/** What is kept of a flood: enough of it to see what it was. */
const mostCalls = 10_000;
const mostWeight = 4 * 1024 * 1024;

/** About the memory that a value takes, in bytes. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  const parts: unknown[] = value instanceof Map || value instanceof Set ? [...value] : Object.entries(value).flat();
  return parts.reduce((sum: number, part) => sum + weightOf(part), 32);
}

/** The part of an answer that goes over the wire: what a handler threw stays in the server. */
async function answerOf(response: Promise<Response>): Promise<Omit<Response, 'threw'>> {
  const { status, headers, body } = await response;
  return { status, headers, body };
}

/** Remembers that the app broke a limit; from then on it answers nobody. */
class Guard {
  /** By a single call, which is an effect of that call. */
  stopped: Target['stopped'];
  /** By anything else. */
  fault: Fault | undefined;

  run<T>(act: () => T): T {
    if (this.stopped !== undefined || this.fault) throw gone();
    try {
      const result = act();
      return result instanceof Promise ? (result.catch((error: unknown) => this.#fail(error)) as T) : result;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    if (!(error instanceof ProgramFault)) throw error;
    const { fault } = error;
    if (fault.code === 'output' || fault.code === 'unsettled') throw new Error(silences[fault.code]);
    // Many calls use up any account, and a busy machine cuts calls off: neither shows that one call can stop the app.
    if (fault === runTimeFault || fault === starvedFault) this.fault = fault;
    else this.stopped = fault.code === 'memory' ? 'memory' : 'time';
    throw gone();
  }
}

function gone(): Error {
  return new Error('The app does not answer any more');
}

const silences = { output: 'The answer of the app is too large to look at', unsettled: 'The app gave no answer' };

/** What a client gave as a request, taken apart with care. */
function requestInit(init: unknown): RequestInit {
  const { method, url, headers, body } = (typeof init === 'object' && init !== null ? init : {}) as Record<
    string,
    unknown
  >;
  if (typeof url !== 'string')
    throw new TypeError(`A request needs a url, such as "/orders?id=1"; got ${url === null ? 'null' : typeof url}`);
  const pairs = Object.entries(typeof headers === 'object' && headers !== null ? headers : {});
  return {
    url,
    ...(typeof method === 'string' && { method: method.toUpperCase() }),
    headers: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
    body,
  };
}
