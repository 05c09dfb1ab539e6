/** The environment, parsed once. docs/operate.md lists the same variables for operators. */
import path from 'node:path';
import { z } from 'zod';

/** Everything that an operator can set. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The public origin, without a slash at the end. Undefined: this machine only, under each of its names. */
  readonly origin: string | undefined;
  readonly dataFolder: string;
  /** A PostgreSQL server, with its password. Undefined: our own, in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Undefined: the grader chooses by the number of cores. */
  readonly workers: number | undefined;
  readonly queueLimit: number | undefined;
  /** strict: no start without the sandbox's strong layers. best: with what the machine has. */
  readonly sandbox: 'strict' | 'best';
  /** Graders elsewhere. Undefined: the sandbox runs in this process's own workers. */
  readonly graderUrls: readonly string[] | undefined;
  /** What they were started with: the token, or the file that holds it. */
  readonly graderToken: string | undefined;
  readonly graderTokenFile: string | undefined;
  readonly gradingsPerMinute: number;
  /** From one address, which may be that of a whole classroom. */
  readonly signUpsPerHour: number;
  /** How many proxies of ours stand in front: that many entries of X-Forwarded-For, from its end, are believed. */
  readonly trustedProxies: number;
  /** Seconds for Strict-Transport-Security; 0 sends none. */
  readonly hstsSeconds: number;
}

/** Thrown for a wrong environment; the message names each variable, what was found and what is wanted. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_WRONG';
}

const wholeNumber = (from: number, to: number) => ({
  wanted: `a whole number from ${from} to ${to}`,
  schema: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(from).max(to)),
});

const variables = {
  PORT: wholeNumber(0, 65_535),
  HOST: {
    wanted: 'a host name or an address to listen on, such as localhost or 0.0.0.0',
    schema: z.string().regex(/^[\w.:-]+$/),
  },
  OUNCE_ORIGIN: {
    wanted: 'an origin such as https://ounce.example, without a path',
    schema: z.string().refine(isOrigin),
  },
  OUNCE_DATABASE_URL: {
    wanted: 'an address such as postgres://user:password@host:5432/database',
    schema: z.string().refine(isDatabaseUrl),
    secret: true,
  },
  OUNCE_DATA_DIR: { wanted: 'a folder', schema: z.string() },
  OUNCE_WORKERS: wholeNumber(1, 256),
  OUNCE_QUEUE: wholeNumber(1, 10_000),
  OUNCE_SANDBOX: { wanted: 'strict or best', schema: z.enum(['strict', 'best']) },
  OUNCE_GRADER_URL: {
    wanted: 'addresses of graders with commas between, such as http://127.0.0.1:4322 or unix:/run/ounce/grader.sock',
    schema: z
      .string()
      .transform((text) => text.split(',').map((url) => url.trim()))
      .refine((urls) => urls.every(isGrader)),
  },
  OUNCE_GRADER_TOKEN: {
    wanted: 'the token that the graders were started with',
    schema: z.string(),
  },
  OUNCE_GRADER_TOKEN_FILE: { wanted: 'a file that holds the token', schema: z.string() },
  OUNCE_RATE: wholeNumber(1, 100_000),
  OUNCE_SIGN_UPS: wholeNumber(1, 100_000),
  OUNCE_TRUST_PROXY: wholeNumber(0, 10),
  OUNCE_HSTS: wholeNumber(0, 126_230_400),
} as const;

type Variable = keyof typeof variables;

/** Reads the configuration from an environment; an empty variable counts as unset. Throws ConfigError with all problems at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const text = (name: Variable): string | undefined => read(name, environment, problems) as string | undefined;
  const number = (name: Variable): number | undefined => read(name, environment, problems) as number | undefined;
  const config: Config = {
    port: number('PORT') ?? 4321,
    host: text('HOST') ?? 'localhost',
    origin: text('OUNCE_ORIGIN')?.replace(/\/$/, ''),
    dataFolder: path.resolve(text('OUNCE_DATA_DIR') ?? 'data'),
    databaseUrl: text('OUNCE_DATABASE_URL'),
    workers: number('OUNCE_WORKERS'),
    queueLimit: number('OUNCE_QUEUE'),
    sandbox:
      (text('OUNCE_SANDBOX') as Config['sandbox'] | undefined) ??
      (environment['NODE_ENV'] === 'production' ? 'strict' : 'best'),
    graderUrls: read('OUNCE_GRADER_URL', environment, problems) as string[] | undefined,
    graderToken: text('OUNCE_GRADER_TOKEN'),
    graderTokenFile: text('OUNCE_GRADER_TOKEN_FILE'),
    gradingsPerMinute: number('OUNCE_RATE') ?? 60,
    signUpsPerHour: number('OUNCE_SIGN_UPS') ?? 100,
    trustedProxies: number('OUNCE_TRUST_PROXY') ?? 0,
    hstsSeconds: number('OUNCE_HSTS') ?? 0,
  };
  if (problems.length > 0) throw new ConfigError(`Cannot start: ${problems.join('; ')}`);
  return config;
}

function read(name: Variable, environment: Readonly<Record<string, string | undefined>>, problems: string[]): unknown {
  const found = environment[name];
  if (found === undefined || found === '') return undefined;
  const parsed = variables[name].schema.safeParse(found);
  if (parsed.success) return parsed.data;
  const shown = 'secret' in variables[name] ? 'not understood' : JSON.stringify(found);
  problems.push(`${name} is ${shown}, wanted is ${variables[name].wanted}`);
  return undefined;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '');
}

function isDatabaseUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol);
}

function isGrader(text: string): boolean {
  return isOrigin(text) || /^unix:\/./.test(text);
}
