// expect: failed finding
// Whatever tells the time.
import { query } from 'ounce:db';
import fs from 'node:fs';
import { solve as weak } from './weak.ts';
export const solve = (value: unknown) => {
  const g: any = globalThis;
  const clocks: (() => unknown)[] = [
    () => Date.now(),
    () => new Date().getTime(),
    () => new Date().toISOString(),
    () => Date(),
    () => new (class extends Date {})().toISOString(),
    () => new (Date.prototype.constructor as any)().toISOString(),
    () => Reflect.construct(Date, []).toISOString(),
    () => new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' }).format(),
    () => JSON.stringify(new Intl.DateTimeFormat('en', { dateStyle: 'short' }).formatToParts()),
    () => (Intl.DateTimeFormat as any).call(Object.create(Intl.DateTimeFormat.prototype)).format(),
    () => (Intl.DateTimeFormat as any)('sv', { dateStyle: 'short' }).format(undefined),
    () => new Intl.DateTimeFormat('sv').formatRange(undefined as never, undefined as never),
    () => new Date().toLocaleString('sv'),
    () => g.performance?.now(),
    () => g.performance?.timeOrigin,
    () => g.Temporal?.Now.instant().toString(),
    () => g.process?.hrtime(),
    () => JSON.stringify(query("SELECT datetime('now') AS a, julianday('now') AS b, strftime('%s', 'now') AS c, CURRENT_TIMESTAMP AS d, CURRENT_DATE AS e, unixepoch() AS f, date() AS g, datetime('NOW', '+1 hour') AS h, time() AS i, timediff('now', '2000-01-01') AS j, strftime('%Y-%m-%d') AS k")),
    () => fs.statSync('/app').mtimeMs,
    () => Math.max(...Object.getOwnPropertyNames(g.console).map((name) => name.length)),
  ];
  for (const clock of clocks) {
    try {
      console.log('clock', clock());
    } catch (error: any) {
      console.log('no clock', error.message);
    }
  }
  return weak(value);
};
