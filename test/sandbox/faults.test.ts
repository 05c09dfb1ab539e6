import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

interface Told {
  code: string | readonly string[];
  message: RegExp;
  /** [line, column] in solution.ts. */
  place?: readonly [number, number | undefined];
}

const solve = (body: string): string => `export function solve(): unknown { ${body} }`;

const faults: Record<string, [source: string, told: Told]> = {
  'a loop': [solve('for (;;);'), { code: 'time', message: /too much CPU time: at most 500 ms a call and 3 s in all/ }],
  'a list that grows': [
    solve('const all: unknown[] = []; for (;;) all.push(all.length, {});'),
    { code: ['memory', 'time'], message: /more than 64 MB of memory|too much CPU time/ },
  ],
  'a whole number that grows': [
    solve('let n = 3n; for (;;) n *= n;'),
    { code: ['memory', 'time'], message: /more than 64 MB of memory|too much CPU time/ },
  ],
  'a large result': [
    solve(`return 'x'.repeat(1_000_000);`),
    { code: 'output', message: /too large or too deep to look at: at most 512 KB, 20000 values, 40 levels/ },
  ],
  'a promise of nothing': [
    solve('return new Promise(() => {});'),
    { code: 'unsettled', message: /never settled: nothing is left that could resolve or reject it/ },
  ],
  'an error at load': [
    `const a = 1;\n  throw new RangeError('no ' + a);\nexport const solve = 1;`,
    { code: 'load', message: /threw while it was loaded: RangeError: no 1$/, place: [2, 9] },
  ],
  'a rejection at load': [
    `\nvoid Promise.reject(new Error('lost'));\nexport const solve = () => 4;`,
    {
      code: 'load',
      message: /loaded: Error: lost \(a promise was rejected with this, and nothing handled it\)/,
      place: [2, 21],
    },
  ],
  'a module that is not there': [
    `import fs from 'fs';\nexport const solve = () => fs;`,
    { code: 'load', message: /Cannot import "fs": there is no such module here/ },
  ],
  'a missing entry': [
    'export const solved = () => 4;',
    { code: 'entry', message: /solution\.ts must export the functions "solve"; missing: "solve"/ },
  ],
  'an entry that is no function': ['export const solve = 4;', { code: 'entry', message: /missing: "solve"/ }],
  'a syntax error': [
    'export function solve() {\n  return 4 +;\n}',
    { code: 'syntax', message: /Expression expected/, place: [2, 13] },
  ],
  'an error in a type': [
    'export function solve(n: number): number {\n  return n;\n}\ntype A = {;',
    { code: 'syntax', message: /./, place: [4, undefined] },
  ],
  'an enum': ['\nenum A { b }\nexport const solve = () => A.b;', { code: 'syntax', message: /enum/, place: [2, 1] }],
  'a name declared twice': [
    'const a = 1;\nconst a = 2;\nexport const solve = () => a;',
    { code: 'syntax', message: /already been declared/, place: [2, 7] },
  ],
  'import.meta': [
    'export const solve = () =>\n  import.meta;',
    { code: 'syntax', message: /import\.meta/, place: [2, undefined] },
  ],
};

test('grade() tells faults apart, in words and with their place', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  for (const [name, [source, told]] of Object.entries(faults)) {
    await t.test(name, async () => {
      const { fault, status } = await verdictOn(grader, source);
      assert.ok(fault, 'no fault');
      assert.ok([told.code].flat().includes(fault.code), `${fault.code}: ${fault.message}`);
      assert.match(fault.message, told.message);
      assert.equal(status, 'failed');
      if (!told.place) return;
      assert.deepEqual([fault.file, fault.line], ['solution.ts', told.place[0]], JSON.stringify(fault));
      if (told.place[1] !== undefined) assert.equal(fault.column, told.place[1], JSON.stringify(fault));
    });
  }
});

test('grade() tells a rejection that nothing handled as what the program threw, with its place', async (t) => {
  const grader = await graderFor(t, await makeExercise());
  const source =
    'export function solve(n: number) {\n  void Promise.reject(new TypeError("lost"));\n  return n * 2;\n}';
  const verdict = await verdictOn(grader, source);
  assert.deepEqual([verdict.status, verdict.fault], ['failed', undefined]);
  assert.deepEqual(verdict.checks[0]!.error, {
    message: 'TypeError: lost (a promise was rejected with this, and nothing handled it)',
    file: 'solution.ts',
    line: 2,
    column: 23,
  });
});

test('grade() says that a fault of its own is not the code’s', async (t) => {
  const checks = `[{ id: 'ends', task: 1, title: 'It ends the worker', feedback: 'f', async holds() { process.exit(1); } }]`;
  const grader = await graderFor(t, await makeExercise({ checks }));
  const verdict = await verdictOn(grader, 'export const solve = (n: number) => n * 2;');
  assert.equal(verdict.status, 'error');
  assert.equal(verdict.fault?.code, 'ours');
  assert.match(verdict.fault.message, /not the code\. Run it again; the work is kept/);
  assert.deepEqual(
    verdict.checks.map(({ outcome }) => outcome),
    ['inconclusive'],
  );
});
