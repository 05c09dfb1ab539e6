/** An Express-like request and response, made of the learner's realm. What counts is what is answered in the end. */
import { textOf } from './codec.ts';
import {
  apply,
  bare,
  getOwnPropertyDescriptor,
  indexOfText,
  lowerCase,
  promiseThen,
  put,
  sliceText,
  stringify,
} from './primordials.ts';

/** A request as the host describes it. */
export interface RequestText {
  method: string;
  url: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  params: Record<string, string>;
  body: unknown;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  ended: boolean;
  threw: string | undefined;
}

/** Calls `(req, res, next)`; the result, or a promise of it, is the answer as plain data. */
export function serve(handler: (...args: unknown[]) => unknown, request: RequestText): unknown {
  const answer: Answer = { status: 200, headers: bare<string>(), body: '', ended: false, threw: undefined };
  const fail = (error: unknown): Answer => {
    if (!answer.ended) answer.status = 500;
    answer.ended = true;
    answer.threw = error instanceof Error ? textOf(error.message, 500) : textOf(error, 500);
    return answer;
  };
  const next = (error?: unknown): void => {
    if (answer.ended) return;
    if (error !== undefined) fail(error);
    else answer.status = 404;
    answer.ended = true;
  };
  try {
    const done = apply(handler, undefined, [makeRequest(request), makeResponse(answer), next]);
    if (done instanceof Promise) return promiseThen(done, () => answer, fail);
    return answer;
  } catch (error) {
    return fail(error);
  }
}

function makeRequest(request: RequestText): unknown {
  const get = (name: unknown): string | undefined => request.headers[lowerCase(textOf(name, 100))];
  return {
    method: request.method,
    url: request.url,
    originalUrl: request.url,
    path: request.path,
    query: request.query,
    params: request.params,
    headers: request.headers,
    body: request.body,
    get,
    header: get,
  };
}

function makeResponse(answer: Answer): unknown {
  const set = (name: unknown, value: unknown): void =>
    put(answer.headers, lowerCase(textOf(name, 100)), textOf(value, 2_000));
  const end = (body: unknown): void => {
    if (answer.ended) throw new Error('The response was sent already');
    answer.body += bodyText(body);
    answer.ended = true;
  };
  const res = {
    get statusCode() {
      return answer.status;
    },
    set statusCode(status: number) {
      answer.status = +status;
    },
    get headersSent() {
      return answer.ended;
    },
    get writableEnded() {
      return answer.ended;
    },
    status(status: number) {
      answer.status = +status;
      return res;
    },
    set(name: unknown, value: unknown) {
      if (typeof name === 'object' && name !== null)
        for (const key of Object.keys(name)) set(key, (name as Record<string, unknown>)[key]);
      else set(name, value);
      return res;
    },
    header(name: unknown, value: unknown) {
      return res.set(name, value);
    },
    setHeader(name: unknown, value: unknown) {
      set(name, value);
      return res;
    },
    getHeader: (name: unknown) => answer.headers[lowerCase(textOf(name, 100))],
    get: (name: unknown) => answer.headers[lowerCase(textOf(name, 100))],
    removeHeader(name: unknown) {
      delete answer.headers[lowerCase(textOf(name, 100))];
      return res;
    },
    type(value: string) {
      set('content-type', mediaType(textOf(value, 100)));
      return res;
    },
    writeHead(status: number, headers?: Record<string, unknown>) {
      answer.status = +status;
      if (headers !== undefined) res.set(headers, undefined);
      return res;
    },
    write(body: unknown) {
      answer.body += bodyText(body);
      return true;
    },
    end(body?: unknown) {
      end(body ?? '');
      return res;
    },
    send(body?: unknown) {
      if (typeof body === 'object' && body !== null && !(body instanceof Uint8Array)) return res.json(body);
      end(body ?? '');
      return res;
    },
    json(body: unknown) {
      if (answer.headers['content-type'] === undefined) set('content-type', 'application/json');
      end(stringify(body) ?? '');
      return res;
    },
    sendStatus(status: number) {
      answer.status = +status;
      end(textOf(status, 10));
      return res;
    },
    redirect(first: unknown, second?: unknown) {
      answer.status = typeof first === 'number' ? first : 302;
      set('location', second === undefined ? first : second);
      end('');
    },
  };
  return res;
}

/** As Express: a media type as it stands, an extension by its table. */
function mediaType(value: string): string {
  if (indexOfText(value, '/') >= 0) return value;
  const extension = lowerCase(value[0] === '.' ? sliceText(value, 1) : value);
  return getOwnPropertyDescriptor(mediaTypes, extension)?.value ?? 'application/octet-stream';
}

const mediaTypes: Record<string, string> = {
  bin: 'application/octet-stream',
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  htm: 'text/html; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  text: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  xml: 'text/xml; charset=utf-8',
};

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : `${body as string}`;
}
