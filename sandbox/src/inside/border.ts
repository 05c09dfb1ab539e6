/** Calls from the learner's isolate to the host. The one host function lives here, in a closure. */
import { encodeArguments, decodeText } from './codec.ts';
import {
  RealError,
  RealPromise,
  bare,
  getOwnPropertyDescriptor,
  parse,
  promiseThen,
  put,
  realErrors,
} from './primordials.ts';

/** Takes a module, a function and the arguments' text; gives back a reply's text. Never throws. */
type HostCall = (module: string, name: string, args: string) => string;

interface Reply {
  ok: boolean;
  v?: unknown;
  e?: { name: string; message: string; code?: string };
  ticket?: number;
}

interface Waiting {
  ok: (value: unknown) => void;
  bad: (error: unknown) => void;
}

let hostCall: HostCall;
const waiting = bare<Waiting>();
let waitingCount = 0;

export function setHostCall(call: HostCall): void {
  hostCall = call;
}

/** How many promises the host still owes an answer. */
export function openTickets(): number {
  return waitingCount;
}

/** Calls a host function with the learner's arguments: a value, a promise when the host needs time, or a throw. */
export function callHost(module: string, name: string, args: ArrayLike<unknown>): unknown {
  const reply = ask(module, name, encodeArguments(args));
  if (typeof reply !== 'string') throw new RealError('The grader did not answer');
  const ticket = getOwnPropertyDescriptor(parse(reply) as Reply, 'ticket');
  if (ticket === undefined) return open(reply);
  waitingCount++;
  const promise = new RealPromise((ok, bad) => {
    const entry = bare() as unknown as Waiting;
    entry.ok = ok;
    entry.bad = bad;
    waiting[ticket.value as number] = entry;
  });
  // A program may start a call and never look at its outcome: no fault of the run.
  void promiseThen(promise, ignore, ignore);
  return promise;
}

function ignore(): void {}

/**
 * The host's function throws only where the stack ends: it runs on the same one. That error is the host's, with a stack of
 * the host's files, so another takes its place.
 */
function ask(module: string, name: string, args: string): unknown {
  try {
    return hostCall(module, name, args);
  } catch {
    throw new (realErrors['RangeError'] ?? RealError)('Maximum call stack size exceeded');
  }
}

/** The host's answer to a ticket has come. */
export function settle(ticket: number, reply: string): void {
  const entry = waiting[ticket];
  if (entry === undefined) return;
  delete waiting[ticket];
  waitingCount--;
  try {
    entry.ok(open(reply));
  } catch (error) {
    entry.bad(error);
  }
}

function open(reply: string): unknown {
  const parsed = parse(reply) as Reply;
  if (parsed.ok) return decodeReply(reply);
  const told = parsed.e!;
  const error = new (realErrors[told.name] ?? RealError)(told.message);
  if (error.name !== told.name) put(error, 'name', told.name);
  if (told.code !== undefined) put(error, 'code', told.code);
  throw error;
}

function decodeReply(reply: string): unknown {
  return (decodeText(reply) as { v: unknown }).v;
}
