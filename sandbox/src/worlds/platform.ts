/** What Node gives every program: paths, URLs, encodings. The host's real ones, as functions on plain data. */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect, isDeepStrictEqual } from 'node:util';
import type { HostFunction, WorldModule } from './world.ts';

/** The learner's working directory in every world. */
export const workingDirectory = '/app';

/** Modules that every program may import, and 'ounce:platform', which only src/inside/ uses. */
export const platformModules: Readonly<Record<string, WorldModule>> = {
  'ounce:platform': {
    functions: {
      parseUrl: (input, base) => urlParts(new URL(input as string, base as string | undefined)),
      setUrl,
      searchPairs: (text) => [...new URLSearchParams(text as string)],
      searchText: (pairs) => new URLSearchParams(pairs as [string, string][]).toString(),
      bytesOf: (text, encoding) => new Uint8Array(Buffer.from(text as string, encodingOf(encoding))),
      textOf: (bytes, encoding) => bufferOf(bytes).toString(encodingOf(encoding)),
      checkDecoder: (label) => {
        if (new TextDecoder(label as string).encoding !== 'utf-8')
          throw new RangeError(`Only UTF-8 can be decoded here, not ${String(label)}`);
      },
      decodeUtf8: (bytes, fatal) => new TextDecoder('utf-8', { fatal: fatal === true }).decode(bytes as Uint8Array),
      echo: (value) => value,
      inspect: (value) => words(value),
      compare: (actual, expected) => ({
        equal: isDeepStrictEqual(actual, expected),
        words: `The value is ${words(actual)}; ${words(expected)} is wanted`,
      }),
      atob: (text) => atob(text as string),
      btoa: (text) => btoa(text as string),
    },
  },
  'node:path': { functions: pathFunctions(), constants: { sep: path.posix.sep, delimiter: path.posix.delimiter } },
  'node:url': {
    functions: {
      fileURLToPath: (url) =>
        fileURLToPath(String((url as { href?: unknown } | null)?.href ?? url), { windows: false }),
      pathToFileURL: (name) => urlParts(pathToFileURL(String(name), { windows: false })),
    },
  },
  'node:buffer': { functions: {} },
};

function words(value: unknown): string {
  return inspect(value, { depth: 4, maxArrayLength: 20, maxStringLength: 200, breakLength: 100 }).slice(0, 800);
}

const urlKeys = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

function urlParts(url: URL): Record<string, string> {
  return Object.fromEntries(urlKeys.map((key) => [key, url[key]]));
}

function setUrl(href: unknown, key: unknown, value: unknown): Record<string, string> {
  const url = new URL(href as string);
  const name = urlKeys.find((known) => known === key && known !== 'origin');
  if (name === undefined || name === 'origin') throw new TypeError('A URL has no such part to set');
  url[name] = value as string;
  return urlParts(url);
}

/** Only of bytes: Buffer.from() takes anything with a length for a list, and makes room for it. */
function bufferOf(bytes: unknown): Buffer {
  if (bytes instanceof Uint8Array) return Buffer.from(bytes);
  throw new TypeError('A text can be made of bytes only');
}

function encodingOf(encoding: unknown): BufferEncoding | undefined {
  if (encoding === undefined) return undefined;
  if (typeof encoding === 'string' && Buffer.isEncoding(encoding)) return encoding;
  throw new TypeError(`Unknown encoding: ${typeof encoding === 'string' ? encoding.slice(0, 40) : typeof encoding}`);
}

/** Braces are written out before anything is matched: thirty pairs are a thousand million patterns. */
function plainPattern(pattern: string): string {
  if (pattern.length <= 1_000 && pattern.split('{').length <= 6 && !/\{[^}]*\.\./.test(pattern)) return pattern;
  throw new RangeError('The pattern is too long, or has too many braces');
}

function pathFunctions(): Record<string, HostFunction> {
  const { posix } = path;
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value;
    throw new TypeError(
      `The "path" argument must be of type string. Received ${value === null ? 'null' : typeof value}`,
    );
  };
  return {
    basename: (name, suffix) => posix.basename(text(name), suffix === undefined ? undefined : text(suffix)),
    dirname: (name) => posix.dirname(text(name)),
    extname: (name) => posix.extname(text(name)),
    isAbsolute: (name) => posix.isAbsolute(text(name)),
    join: (...parts) => posix.join(...parts.map(text)),
    matchesGlob: (name, pattern) => posix.matchesGlob(text(name), plainPattern(text(pattern))),
    normalize: (name) => posix.normalize(text(name)),
    parse: (name) => ({ ...posix.parse(text(name)) }),
    format: (parts) => posix.format(parts as path.FormatInputPathObject),
    relative: (from, to) =>
      posix.relative(posix.resolve(workingDirectory, text(from)), posix.resolve(workingDirectory, text(to))),
    resolve: (...parts) => posix.resolve(workingDirectory, ...parts.map(text)),
  };
}
