/** SQLite's clock and dice in the hands of the run: the same seed gives the same rows, and nobody reads the real time. */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { createDraw } from '../draw.ts';
import type { Opening } from './world.ts';

/** Replaces what of SQLite reads the clock or draws lots. What it gives back ends what it needs for that. */
export function replaceClockAndDice(database: DatabaseSync, run: Pick<Opening, 'startsAt' | 'seed'>): () => void {
  replaceDice(database, run.seed);
  return replaceClock(database, run.startsAt);
}

function replaceDice(database: DatabaseSync, seed: number): void {
  const draw = createDraw(seed, 'sqlite');
  database.function('random', () => draw.int(-(2 ** 52), 2 ** 52));
  database.function('randomblob', (length) => {
    const bytes = Math.max(1, Number(length) || 1);
    if (bytes > 1_000_000) throw new RangeError('string or blob too big');
    return Uint8Array.from({ length: bytes }, () => draw.int(0, 255));
  });
}

/** The functions by where their times stand among the arguments. */
const times: Readonly<Record<string, readonly number[]>> = {
  date: [0],
  time: [0],
  datetime: [0],
  julianday: [0],
  unixepoch: [0],
  strftime: [1],
  timediff: [0, 1],
};

function replaceClock(database: DatabaseSync, now: number): () => void {
  // The real functions are those of a second database: in this one they have no name any more.
  let second: DatabaseSync | undefined;
  const ask = (name: string, values: readonly SQLInputValue[]): SQLOutputValue => {
    second ??= new DatabaseSync(':memory:');
    const marks = values.map(() => '?').join(', ');
    return second.prepare(`SELECT ${name}(${marks}) AS value`).get(...values)!['value']!;
  };
  const options = { varargs: true, deterministic: true };
  for (const [name, places] of Object.entries(times)) {
    database.function(name, options, (...values: SQLOutputValue[]) => ask(name, withoutNow(values, places, now)));
  }
  for (const name of ['date', 'time', 'timestamp']) {
    const real = name === 'timestamp' ? 'datetime' : name;
    database.function(`current_${name}`, options, () => ask(real, [textOf(now)]));
  }
  return () => second?.close();
}

/** The arguments with the run's time in the place of SQLite's words for the present. */
function withoutNow(values: readonly SQLOutputValue[], places: readonly number[], now: number): SQLInputValue[] {
  const plain = values.map(textual);
  const first = places[0]!;
  if (plain.length === first) return [...plain, textOf(now)];
  return plain.flatMap((value, i) => {
    const word = places.includes(i) && typeof value === 'string' ? value.toLowerCase() : '';
    if (word === 'now') return [textOf(now)];
    return word === 'subsec' || word === 'subsecond' ? [textOf(now), value] : [value];
  });
}

/** As SQLite reads them: bytes are a text, and a text ends at a null byte. */
function textual(value: SQLOutputValue): SQLInputValue {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString() : value;
  return typeof text === 'string' ? text.replace(/\0.*/s, '') : text;
}

/** Milliseconds since 1970 as SQLite writes times. */
function textOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '');
}
