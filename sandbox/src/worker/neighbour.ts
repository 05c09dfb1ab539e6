/** An app in an isolate of its own beside the learner's program, which calls it as a client would. */
import type { AppFace, Draw, RequestInit, Target } from '../exercise.ts';
import type { WorldModule } from '../worlds/world.ts';
import { appOf } from './app.ts';
import { ProgramFault, type Program } from './program.ts';

export interface Neighbour {
  /** As the exercise's author sees it. */
  readonly target: Target;
  /** What the learner's program can import to reach it. */
  readonly modules: Readonly<Record<string, WorldModule>>;
}

/** Puts a program's face before it. A limit that the app breaks stops the app, not the learner's program. */
export function neighbourOf(program: Program, { functions, handler }: AppFace, schedule: Draw): Neighbour {
  const app = appOf(program, schedule);
  const guard = new Guard();
  const calls: { name: string; args: readonly unknown[] }[] = [];
  const called = <T>(name: string, args: readonly unknown[], act: () => T): T => {
    if (calls.length < 10_000) calls.push({ name, args });
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
          functions: { request: (init) => called('request', [init], () => app.request(handler, requestInit(init))) },
        },
      }),
    },
  };
}

/** Remembers that the app broke a limit; from then on it answers nobody. */
class Guard {
  stopped: Target['stopped'];

  run<T>(act: () => T): T {
    if (this.stopped !== undefined) throw gone();
    try {
      const result = act();
      return result instanceof Promise ? (result.catch((error: unknown) => this.#fail(error)) as T) : result;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    if (!(error instanceof ProgramFault)) throw error;
    this.stopped = error.fault.code === 'memory' ? 'memory' : 'time';
    throw gone();
  }
}

function gone(): Error {
  return new Error('The app does not answer any more');
}

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
