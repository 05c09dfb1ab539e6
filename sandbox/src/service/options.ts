/** What `node sandbox/serve.ts` can be told. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isLocal, parseAddress, type Address } from './address.ts';
import { ServeError } from './serve-error.ts';
import { readToken } from './token.ts';

export interface ServeOptions {
  address: Address;
  token: string | undefined;
  exercisesFolder: string;
  cacheFolder: string;
  workers: number | undefined;
  queueLimit: number | undefined;
  /** strict: no start without the strong layers. */
  sandbox: 'strict' | 'best';
}

export const serveHelp = `node sandbox/serve.ts [--listen ADDRESS] [--token-file FILE] [--workers N] [--queue N]

Runs the grader as a service of its own, for apps with OUNCE_GRADER_URL. docs/graders.md tells the rest.

  --listen ADDRESS    127.0.0.1:4322 (unless set), [::1]:4322, or the path of a Unix socket
  --token-file FILE   a file with the token that requests must carry; or set OUNCE_GRADER_TOKEN.
                      Needed on addresses that other machines can reach
  --workers N         worker processes; the number of cores unless set
  --queue N           submissions that may wait; 64 unless set
  --exercises FOLDER  the exercises; those of this clone unless set
  --cache FOLDER      where bundled programs are kept; nothing secret belongs there

OUNCE_SANDBOX=strict: no start without the sandbox's strong layers; the default where NODE_ENV is production.

SIGTERM: no new submissions are taken, those that it has taken are finished, then it ends. A second one ends it at once.
`;

/** Reads arguments and environment; 'help' when that was asked for. Rejects with ServeError, which names what is wrong. */
export async function readServeOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServeOptions | 'help'> {
  const values = valuesOf(args);
  if (values.help) return 'help';
  const address = parseAddress(values.listen);
  if (!address) throw wrong('--listen', values.listen, '"127.0.0.1:4322", "[::1]:4322" or the path of a Unix socket');
  const fromEnvironment = (name: string): string | undefined => environment[name] || undefined;
  const file = values['token-file'] ?? fromEnvironment('OUNCE_GRADER_TOKEN_FILE');
  const token = await readToken({ token: fromEnvironment('OUNCE_GRADER_TOKEN'), file });
  if (token === undefined && !isLocal(address)) {
    const advice = 'set OUNCE_GRADER_TOKEN or --token-file, or listen on 127.0.0.1';
    throw new ServeError(
      'TOKEN_MISSING',
      `other machines can reach ${values.listen}, and there is no token: ${advice}`,
    );
  }
  return {
    address,
    token,
    exercisesFolder: path.resolve(values.exercises),
    cacheFolder: path.resolve(values.cache),
    workers: wholeNumber('--workers', values.workers, 256),
    queueLimit: wholeNumber('--queue', values.queue, 10_000),
    sandbox: sandboxOf(fromEnvironment('OUNCE_SANDBOX'), environment['NODE_ENV']),
  };
}

const root = path.resolve(import.meta.dirname, '..', '..', '..');

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        listen: { type: 'string', default: '127.0.0.1:4322' },
        'token-file': { type: 'string' },
        exercises: { type: 'string', default: path.join(root, 'exercises') },
        cache: { type: 'string', default: path.join(root, '.cache', 'sandbox') },
        workers: { type: 'string' },
        queue: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new ServeError('OPTION_WRONG', `${(error as Error).message}. --help lists the options`, error);
  }
}

function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d{1,6}$/.test(text) && number >= 1 && number <= most) return number;
  throw wrong(option, text, `a whole number from 1 to ${most}`);
}

/** As the app has it: strict in production, unless it is told otherwise. */
function sandboxOf(set: string | undefined, mode: string | undefined): ServeOptions['sandbox'] {
  if (set === undefined) return mode === 'production' ? 'strict' : 'best';
  if (set === 'strict' || set === 'best') return set;
  throw wrong('OUNCE_SANDBOX', set, 'strict or best');
}

function wrong(option: string, found: string, wanted: string): ServeError {
  return new ServeError('OPTION_WRONG', `${option} is ${JSON.stringify(found)}, wanted is ${wanted}`);
}
