import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultSchema } from '../../sandbox/src/verdict.ts';
import { reviewAnswerSchema } from '../../sandbox/src/review-answer.ts';
import { spotAnswerSchema } from '../../sandbox/src/spot-answer.ts';
import { readAnswer } from '../../sandbox/src/supervisor/read-answer.ts';

const schemas = { spot: spotAnswerSchema, review: reviewAnswerSchema };
const runs = { seed: 7, numRuns: 1_000 };

/** Texts that are no JSON, JSON of any shape, and JSON that is nearly an answer. */
const line = fc.oneof(fc.integer({ min: -2, max: 1_002 }), fc.double(), fc.string({ maxLength: 3 }), fc.constant(null));
const nearly = fc.oneof(
  fc.record(
    { lines: fc.array(line), weakness: fc.oneof(fc.string(), fc.integer()), passed: fc.boolean() },
    { requiredKeys: [] },
  ),
  fc.record({
    patches: fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
      fc.record(
        { holds: fc.oneof(fc.boolean(), fc.constant(null), fc.string()), input: fc.string() },
        { requiredKeys: [] },
      ),
    ),
  }),
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  nearly.map((value) => JSON.stringify(value)),
  nearly.map((value) => JSON.stringify(value).slice(0, -1)),
  nearly.map((value) => `\ufeff ${JSON.stringify(value)}`),
);

test('readAnswer() reads any text as an answer of its schema, or gives the fault of its author', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('spot', 'review'), (text, kind) => {
      const schema: (typeof schemas)[keyof typeof schemas] = schemas[kind];
      const read = readAnswer<unknown>({ 'answer.json': text }, schema);
      if ('answer' in read) {
        assert.deepEqual(schema.parse(read.answer), read.answer);
        assert.deepEqual(read.answer, JSON.parse(text));
        return;
      }
      const fault = faultSchema.parse(read.fault);
      assert.deepEqual([fault.code, fault.file], ['syntax', 'answer.json']);
      assert.match(fault.message, /^answer\.json(?: is no JSON: |, [^]*?: )./);
    }),
    runs,
  );
});

test('readAnswer() reads every answer of the schema back as it was', () => {
  const plain = { noNullPrototype: true };
  const lines = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 50 });
  const spot = fc.record({ lines, weakness: fc.string({ maxLength: 20 }) }, plain);
  const opinion = fc.record(
    { holds: fc.option(fc.boolean()), input: fc.string({ maxLength: 100, unit: 'binary' }) },
    plain,
  );
  const name = fc.string({ maxLength: 80 }).filter((name) => name !== '__proto__');
  const review = fc.record({ patches: fc.dictionary(name, opinion, plain) }, plain);
  const back = (schema: (typeof schemas)[keyof typeof schemas], answer: unknown): unknown =>
    readAnswer<unknown>({ 'answer.json': JSON.stringify(answer) }, schema);
  fc.assert(
    fc.property(spot, (answer) => assert.deepEqual(back(spotAnswerSchema, answer), { answer })),
    runs,
  );
  fc.assert(
    fc.property(review, (answer) => assert.deepEqual(back(reviewAnswerSchema, answer), { answer })),
    runs,
  );
});

test('readAnswer() says where an answer is not as it must be', () => {
  const fault = (schema: (typeof schemas)[keyof typeof schemas], text: string | undefined): string => {
    const read = readAnswer<unknown>(text === undefined ? {} : { 'answer.json': text }, schema);
    return 'fault' in read ? read.fault.message : 'none';
  };
  for (const [kind, text, message] of [
    ['spot', undefined, /no JSON/],
    ['spot', '', /no JSON/],
    ['spot', 'null', /as a whole: /],
    ['spot', '{"lines":[1,"2"],"weakness":""}', /, lines\.1: /],
    ['spot', '{"lines":[1.5],"weakness":""}', /, lines\.0: /],
    ['spot', '{"lines":[1001],"weakness":""}', /, lines\.0: /],
    ['spot', `{"lines":[${'1,'.repeat(1_000)}1],"weakness":""}`, /, lines: /],
    ['spot', '{"lines":[],"weakness":"CWE-79, and some more text"}', /, weakness: /],
    ['review', '{"patches":[]}', /, patches: /],
    ['review', '{"patches":{"a":{"holds":"yes","input":""}}}', /, patches\.a\.holds: /],
    ['review', '{"patches":{"a":{"holds":true}}}', /, patches\.a\.input: /],
    ['review', '{"patches":{"a":{"holds":true,"input":"","passed":true}}}', /, patches\.a: /],
    ['review', `{"patches":{"a":{"holds":false,"input":"${'x'.repeat(4_001)}"}}}`, /, patches\.a\.input: /],
  ] as const) {
    assert.match(fault(schemas[kind], text), message);
  }
});
