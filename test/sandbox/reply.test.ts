import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LearnerError, ProgramFault } from '../../sandbox/src/worker/faults.ts';
import { logIn, missingIn, rejectionOf, valueIn } from '../../sandbox/src/worker/reply.ts';
import { verdictSchema } from '@ounce/sandbox';

const files = ['solution.ts'];

/** What a reader says to a text: a value, or one of the two ways in which a program can end. Anything else fails the test. */
function read<T>(reader: (text: string) => T, text: string): { value: T } | LearnerError | ProgramFault {
  try {
    return { value: reader(text) };
  } catch (error) {
    if (error instanceof LearnerError || error instanceof ProgramFault) return error;
    throw error;
  }
}

const tags = [
  'undefined',
  'number',
  'bigint',
  'date',
  'bytes',
  'map',
  'set',
  'error',
  'opaque',
  'verdict',
  '__proto__',
];

/** Replies as the isolate writes them, and with any part of them replaced. */
const reply = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.jsonValue(),
    tie('tagged'),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('record'),
  ),
  tagged: fc.record(
    { $: fc.oneof(fc.constantFrom(...tags), fc.jsonValue()), v: tie('value') },
    { requiredKeys: ['$'] },
  ),
  record: fc.dictionary(
    fc.oneof(fc.constantFrom('__proto__', '$', '$$', 'toString', 'valueOf', 'then'), fc.string()),
    tie('value'),
    { maxKeys: 4 },
  ),
  reply: fc.record(
    {
      ok: fc.oneof(fc.boolean(), tie('value')),
      v: tie('value'),
      e: fc.oneof(tie('value'), fc.record({ name: tie('value'), message: tie('value'), stack: tie('value') })),
      fault: tie('value'),
      missing: tie('value'),
      lines: fc.oneof(tie('value'), fc.array(fc.record({ level: fc.constantFrom('log', 'odd'), text: tie('value') }))),
      dropped: tie('value'),
    },
    { requiredKeys: [] },
  ),
})).reply;

test('whatever text an isolate gives becomes a value, an error of the learner’s or a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        reply.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        read((given) => valueIn(given, files), text);
        read((given) => missingIn(given, files), text).valueOf();
        const log = read(logIn, text);
        if ('value' in log) verdictSchema.shape.log.parse({ ...log.value, lines: log.value.lines.slice(0, 200) });
      },
    ),
    { numRuns: 3_000, seed: 20_26 },
  );
});

const malformed: Record<string, string> = {
  'a number of a million digits': `{"ok":true,"v":{"$":"bigint","v":"${'1'.repeat(900_000)}"}}`,
  'a whole number that is none': '{"ok":true,"v":{"$":"bigint","v":"x"}}',
  'a map of no pairs': '{"ok":true,"v":{"$":"map","v":[1]}}',
  'a map that is no list': '{"ok":true,"v":{"$":"map","v":{"length":9}}}',
  'a set that is no list': '{"ok":true,"v":{"$":"set","v":"abc"}}',
  'an error that is nothing': '{"ok":true,"v":{"$":"error","v":null}}',
  'an error whose name has no text': '{"ok":true,"v":{"$":"error","v":{"name":{"toString":1,"valueOf":2}}}}',
  'a date that is no number': '{"ok":true,"v":{"$":"date","v":{"toString":1,"valueOf":2}}}',
  'a tag that is no text': '{"ok":true,"v":{"$":{"toString":1,"valueOf":2}}}',
  'an unknown tag': '{"ok":true,"v":{"$":"verdict"}}',
  'lists in lists': `{"ok":true,"v":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
  'objects in objects': `{"ok":true,"v":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
  'a text that is too long': `{"ok":true,"v":"${'x'.repeat(2_000_000)}"}`,
  'no JSON': 'PENDING…',
  nothing: '',
};

for (const [name, text] of Object.entries(malformed)) {
  test(`valueIn() finds a fault of the program’s in ${name}`, () => {
    const found = read((given) => valueIn(given, files), text);
    assert.ok(found instanceof ProgramFault, JSON.stringify(found));
    assert.equal(found.fault.code, 'output');
  });
}

test('valueIn() keeps keys that mean something to objects as mere keys', () => {
  const value = valueIn('{"ok":true,"v":{"__proto__":{"polluted":1},"constructor":2,"$$":3}}', files) as object;
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', '$']);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('valueIn() names a place only in a file of the learner’s', () => {
  const thrown = (stack: string): LearnerError =>
    read(
      (text) => valueIn(text, files),
      JSON.stringify({ ok: false, e: { name: 'E', message: 'm', stack } }),
    ) as LearnerError;
  assert.deepEqual(thrown('at a (functional.ts:1:1)\nat b (solution.ts:3:4)').place, {
    file: 'solution.ts',
    line: 3,
    column: 4,
  });
  assert.equal(thrown('at a (/work/solution.ts:1:1)').place, undefined);
  assert.equal(thrown('at a (solution.ts:0:1)').place, undefined);
});

test('rejectionOf() tells of whatever a promise was rejected with', () => {
  const odd = [
    undefined,
    null,
    0,
    '',
    5n,
    Symbol('s'),
    new Error('x'),
    Object.assign(new Error('y'), { name: 5, stack: 6 }),
  ];
  for (const thrown of odd) assert.match(rejectionOf(thrown, files).message, /nothing handled it/);
});
