import { isDeepStrictEqual } from 'node:util';
import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { sortable, type Customer, type Scene } from './scene.ts';
import { callText, show } from './seen.ts';

export default [
  {
    id: 'signs-in',
    task: 1,
    title: 'Staff sign in with their address and code',
    feedback:
      'The right address and code give id, name and role of that member of staff, and nothing else: no code leaves the server.',
    async holds({ app, draw, scene }) {
      for (const { id, email, name, role, code } of draw.shuffle(scene.staff)) {
        const member = await app.call('login', email, code);
        if (!isDeepStrictEqual(withoutUndefined(member), { id, name, role })) {
          return {
            payload: callText('login', [email, code]),
            observed: `The result was ${show(member)}; ${show({ id, name, role })} was expected.`,
          };
        }
      }
      return true;
    },
  },
  {
    id: 'refuses-sign-in',
    task: 1,
    title: 'A wrong code, an unknown address and someone who has left get null',
    feedback:
      'Address and code must both be right, and belong together. Who has left has no code, and nothing stands in for it.',
    async holds({ app, draw, scene }) {
      const [one, other] = draw.shuffle(scene.staff);
      const right = await app.call('login', one!.email, one!.code);
      if (!right) return { observed: 'A right address and code were refused.' };
      const wrong = [
        [one!.email, draw.token()],
        [one!.email, other!.code],
        [`${draw.word()}.${draw.word()}@mail.example`, one!.code],
        [scene.left.email, draw.token()],
      ];
      for (const values of wrong) {
        const result = await app.call('login', ...values);
        if (!result) continue;
        return { payload: callText('login', values), observed: `The result was ${show(result)}; null was expected.` };
      }
      const odd = [
        [scene.left.email, null],
        [scene.left.email, undefined],
        [scene.left.email],
        [scene.left.email, ''],
        [scene.left.email, 'null'],
        [one!.email, ''],
        [one!.email, one!.code.slice(0, 8)],
        [one!.email, `${one!.code}0`],
        [one!.email, '%'],
        [one!.email, '_'.repeat(16)],
        [one!.email, null],
        ['%', one!.code],
      ];
      for (const values of odd) {
        const attempted = await app.attempt('login', ...values);
        if (attempted.outcome === 'returned' && attempted.value) {
          return {
            payload: callText('login', values),
            observed: `The result was ${show(attempted.value)}; null or a throw was expected.`,
          };
        }
      }
      return true;
    },
  },
  {
    id: 'finds-part-of-name',
    task: 1,
    title: 'A search finds customers by a part of their name, in any case',
    feedback:
      'The term may stand anywhere in the name, and upper and lower case of a–z do not matter. Each customer has id, name, email, city and spent, and nothing else.',
    async holds({ app, draw, scene }) {
      for (let n = 0; n < 4; n++) {
        const { name } = draw.pick(scene.customers.filter((customer) => /^\w+ \w+$/.test(customer.name)));
        const from = draw.int(0, name.length - 3);
        const part = name.slice(from, from + draw.int(3, name.length - from)).trim();
        for (const term of draw.shuffle([part, part.toLowerCase(), part.toUpperCase()])) {
          const found = await foundBy(app, scene, term);
          if (found !== true) return found;
        }
      }
      return true;
    },
  },
  {
    id: 'lists-all-or-none',
    task: 1,
    title: 'An empty term lists every customer, an unknown one none',
    feedback: 'An empty term stands in every name. A term that stands in no name gives an empty list.',
    async holds({ app, draw, scene }) {
      const all = await foundBy(app, scene, '');
      return all === true ? foundBy(app, scene, `${draw.token()}x`) : all;
    },
  },
  {
    id: 'finds-any-character',
    task: 1,
    title: 'Dashes, semicolons, quotation marks, backslashes and the words of SQL can be searched for',
    feedback:
      'Characters and words that mean something in SQL occur in the names of businesses. In a term they stand for themselves.',
    async holds({ app, draw, scene }) {
      const parts = [
        '-- rentals; repairs',
        '"order by',
        'union ',
        ' select',
        'C\\d',
        '100%',
        '(est.',
        '_racing',
        '/* team */',
        ' -- ',
        ';',
      ];
      for (const term of draw.shuffle([...scene.businesses, ...parts])) {
        const found = await foundBy(app, scene, term);
        if (found !== true) return found;
      }
      return true;
    },
  },
  {
    id: 'sorts-by-column',
    task: 1,
    title: 'The list is sorted by name, city or spent, in both directions',
    feedback:
      'sortBy is one of name, city and spent; direction is asc or desc. Each pair gives its own order, and no customer gets lost.',
    async holds({ app, draw, scene }) {
      const pairs = sortable.flatMap((key) => [[key, 'asc'] as const, [key, 'desc'] as const]);
      for (const [key, direction] of draw.shuffle(pairs)) {
        const result = await app.call('searchCustomers', '', key, direction);
        const seen = isSortedList(result, scene.customers, key, direction);
        if (seen !== true) return { payload: callText('searchCustomers', ['', key, direction]), ...seen };
      }
      return true;
    },
  },
  {
    id: 'sorts-by-name-at-first',
    task: 1,
    title: 'Without sortBy and direction the list is sorted by name, ascending',
    feedback: 'Both may be left out, or the direction alone: then the list is sorted by name, and upwards.',
    async holds({ app, scene }) {
      const byName = isSortedList(await app.call('searchCustomers', ''), scene.customers, 'name', 'asc');
      if (byName !== true) return { payload: callText('searchCustomers', ['']), ...byName };
      const bySpent = isSortedList(await app.call('searchCustomers', '', 'spent'), scene.customers, 'spent', 'asc');
      return bySpent === true || { payload: callText('searchCustomers', ['', 'spent']), ...bySpent };
    },
  },
] satisfies Check<'database', Scene>[];

/** Whether a search gives the customers with the term in their name, in whatever order. */
async function foundBy(app: App, scene: Scene, term: string): Promise<true | Seen> {
  const result = await app.call('searchCustomers', term);
  const expected = scene.customers.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase()));
  const payload = callText('searchCustomers', [term]);
  return (
    areCustomers(result, expected) || {
      payload,
      observed: `The result was ${show(result)}; ${show(expected)} was expected, in any order.`,
    }
  );
}

function isSortedList(
  result: unknown,
  expected: readonly Customer[],
  key: keyof Customer,
  direction: 'asc' | 'desc',
): true | Seen {
  if (!areCustomers(result, expected))
    return { observed: `The result was ${show(result)}; all ${expected.length} customers were expected.` };
  const values = result.map((customer) => customer[key]);
  const sorted = values.every(
    (value, i) => i === 0 || (direction === 'asc' ? values[i - 1]! <= value : values[i - 1]! >= value),
  );
  return sorted || { observed: `The order of "${key}" was ${show(values)}.` };
}

function areCustomers(result: unknown, expected: readonly Customer[]): result is Customer[] {
  if (!Array.isArray(result) || result.length !== expected.length) return false;
  return expected.every((customer) => result.some((found) => isDeepStrictEqual(withoutUndefined(found), customer)));
}

/** A key without a value does not leave the server: JSON has no undefined. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
