/** `ounce:db/async` for the learner: statements that take their turn, and transactions that have the database alone. */
import { callHost } from './border.ts';
import { RealError, RealTypeError, bare, put } from './primordials.ts';
import { turn } from './turns.ts';

type Namespace = Record<string, unknown>;
type Statement = (sql: unknown, values?: unknown) => Promise<unknown>;

const ask = (name: string, ...values: unknown[]): unknown => callHost('ounce:statements', name, values);

/** The transaction that has the database. While there is one, everything outside of it waits. */
let holder: object | undefined;

const held = (): boolean => holder !== undefined;

export function makeDatabaseModule(): Namespace {
  const module = statements(held, () => undefined);
  put(module, 'transaction', transaction);
  return module;
}

function statements(isHeld: () => boolean, mustBeOpen: () => void): Namespace {
  const statement =
    (name: string): Statement =>
    async (sql, values) => {
      const mine = turn(isHeld);
      if (mine) await mine;
      mustBeOpen();
      return ask(name, sql, values);
    };
  const module = bare();
  put(module, 'query', statement('query'));
  put(module, 'run', statement('run'));
  return module;
}

async function transaction(work: unknown): Promise<unknown> {
  if (typeof work !== 'function') throw new RealTypeError('transaction() needs a function');
  const mine = turn(held);
  if (mine) await mine;
  ask('begin');
  const own = (holder = bare());
  const mustBeOpen = (): void => {
    if (holder !== own) throw new RealError('The transaction has ended');
  };
  try {
    const inside = statements(() => false, mustBeOpen);
    const result: unknown = await (work as (inside: Namespace) => unknown)(inside);
    const end = turn();
    if (end) await end;
    ask('commit');
    return result;
  } catch (error) {
    ask('rollback');
    throw error;
  } finally {
    if (holder === own) holder = undefined;
  }
}
