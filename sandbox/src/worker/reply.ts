/**
 * What comes out of an isolate, read by somebody who believes none of it: any text becomes a value, a LearnerError or
 * a ProgramFault, and nothing else is ever thrown.
 */
import { limits } from '../limits.ts';
import type { Verdict } from '../verdict.ts';
import { decodeParsed } from './codec.ts';
import { LearnerError, ProgramFault, outputFault, type Place } from './faults.ts';

/** The value in a reply. `files`: the names of the learner's files, of which a place may be told. */
export function valueIn(text: string, files: readonly string[]): unknown {
  const { ok, v, fault, e } = replyIn(text);
  if (ok === true) return decoded(v);
  if (fault !== undefined) throw new ProgramFault(outputFault);
  throw errorOf(e, files);
}

/** Which of the wanted functions a loaded program lacks. Throws a LearnerError when it threw. */
export function missingIn(text: string, files: readonly string[]): string[] {
  const { ok, missing, e } = replyIn(text);
  if (ok !== true) throw errorOf(e, files);
  if (!Array.isArray(missing)) throw new ProgramFault(outputFault);
  return missing.filter((name) => typeof name === 'string');
}

const levels: ReadonlySet<unknown> = new Set(['log', 'info', 'warn', 'error', 'debug']);

/** The log in a reply: what is no line is left out. */
export function logIn(text: string): Verdict['log'] {
  const { lines, dropped } = replyIn(text);
  const kept = (Array.isArray(lines) ? lines : []).flatMap((line: unknown) => {
    const { level, text: said } = (line ?? {}) as Record<string, unknown>;
    if (!levels.has(level) || typeof said !== 'string') return [];
    return [{ level: level as 'log', text: said.slice(0, 2_100) }];
  });
  return { lines: kept, dropped: Number.isSafeInteger(dropped) && (dropped as number) > 0 ? (dropped as number) : 0 };
}

/** What a waiting program holds ready: numbers, and nothing else. */
export function lookIn(text: string): { now: number; turns: number; timerIn: number; answered: number[] } {
  const { now, turns, timerIn, answered } = replyIn(text);
  const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const ids = (Array.isArray(answered) ? answered : []).filter((id) => typeof id === 'number');
  return { now: number(now), turns: number(turns), timerIn: number(timerIn), answered: ids };
}

function replyIn(text: string): Record<string, unknown> {
  if (text.length > limits.value.bytes * 2 + 1_000) throw new ProgramFault(outputFault);
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new ProgramFault(outputFault);
  }
}

function decoded(value: unknown): unknown {
  try {
    return decodeParsed(value);
  } catch {
    throw new ProgramFault(outputFault);
  }
}

function errorOf(told: unknown, files: readonly string[]): LearnerError {
  const { name, message, stack } = (told ?? {}) as Record<string, unknown>;
  const text = (value: unknown, most: number): string => (typeof value === 'string' ? value.slice(0, most) : '');
  return new LearnerError(text(name, 80) || 'Error', text(message, 1_100), placeIn(text(stack, 5_000), files));
}

/** A rejection that nothing handled, as isolated-vm passes it on: a copy of the error, or whatever else was rejected with. */
export function rejectionOf(thrown: unknown, files: readonly string[]): LearnerError {
  const { name, message, stack } =
    thrown instanceof Error ? thrown : { name: 'Thrown', message: String(thrown), stack: '' };
  const error = errorOf({ name, message, stack: String(stack) }, files);
  const said = `${error.message.slice(0, 1_000)} (a promise was rejected with this, and nothing handled it)`;
  return new LearnerError(error.name, said, error.place);
}

/** The topmost frame in a learner's file. The stack is the learner's text: only bounded numbers and a name that is known are taken from it. */
export function placeIn(stack: string, files: readonly string[]): Place | undefined {
  const frames = stack.matchAll(/(?:\(|at )([a-z0-9./-]{1,60}\.(?:ts|c)):(\d{1,5}):(\d{1,5})\)?(?:\n|$)/gi);
  for (const [, file, line, column] of frames) {
    const place = { file: file!, line: Number(line), column: Number(column) };
    if (files.includes(place.file) && place.line > 0 && place.column > 0) return place;
  }
  return undefined;
}
