import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { compileFiles } from '../../sandbox/src/compile/compile.ts';

function compiled(source: string): { code: string; prefixLength: number } {
  const reply = compileFiles({ 'solution.ts': source });
  assert.equal(reply.outcome, 'compiled', JSON.stringify(reply));
  return (reply as { files: { code: string; prefixLength: number }[] }).files[0]!;
}

function faultOf(source: string): { message: string; line?: number; column?: number } {
  const reply = compileFiles({ 'solution.ts': source });
  assert.equal(reply.outcome, 'fault', JSON.stringify(reply));
  return (reply as { fault: { message: string; line?: number; column?: number } }).fault;
}

/** Loads compiled code as the isolate does and gives back its exports. */
function load(source: string, modules: Record<string, Record<string, unknown>> = {}): Record<string, unknown> {
  const { code } = compiled(source);
  let exported: Record<string, unknown> = {};
  const loader = vm.runInThisContext(code) as (
    require: (name: string) => unknown,
    give: (value: Record<string, unknown>) => void,
  ) => void;
  loader(
    (name) => modules[name],
    (value) => (exported = value),
  );
  return exported;
}

test('compileFiles() keeps every form of export', () => {
  const exported = load(`
    export const a = 1, { b, c: [d, ...e], ...f } = { b: 2, c: [3, 4, 5], g: 6 };
    export function h(): number { return 7; }
    export class I {}
    const j = 8, k = 9;
    export { j, k as "a name" };
    export default class extends I {}
  `);
  assert.deepEqual(
    { a: exported['a'], b: exported['b'], d: exported['d'], e: exported['e'], f: exported['f'] },
    { a: 1, b: 2, d: 3, e: [4, 5], f: { g: 6 } },
  );
  assert.equal((exported['h'] as () => number)(), 7);
  assert.equal(exported['a name'], 9);
  assert.equal(typeof exported['default'], 'function');
});

test('compileFiles() keeps default exports of every kind', () => {
  for (const source of [
    'export default function () { return 1 }',
    'export default function f() { return 1 }',
    'export default () => 1',
    'const f = () => 1; export { f as default }',
  ]) {
    assert.equal((load(source)['default'] as () => number)(), 1, source);
  }
  assert.equal(load('export default 5 as number;')['default'], 5);
});

test('compileFiles() evaluates imports first, wherever they stand', () => {
  const modules = { x: { a: 1, default: 2, 'b c': 3 } };
  const source = `export const sum = a + d + ns.a + bc;\nimport d, { a } from 'x';\nimport * as ns from 'x';\nimport { 'b c' as bc } from 'x';\nimport type { T } from 'y';\nimport 'x';`;
  assert.equal(load(source, modules)['sum'], 7);
});

test('compileFiles() keeps line and column of what throws', () => {
  const source = `import { a } from 'x';\nexport function f(value: string): void {\n  const n: number = 1;   throw new Error(value as any);\n}`;
  const { code, prefixLength } = compiled(source);
  const loader = vm.runInThisContext(code, { filename: 'solution.ts', columnOffset: -prefixLength }) as (
    ...args: unknown[]
  ) => void;
  let exported: { f?: (value: string) => void } = {};
  loader(
    () => ({ a: 1 }),
    (value: typeof exported) => (exported = value),
  );
  assert.throws(
    () => exported.f!('x'),
    (error: Error) => error.stack!.includes('solution.ts:3:32'),
  );
});

test('compileFiles() tells the place of what is not TypeScript', () => {
  assert.deepEqual(faultOf('const a = 1;\nlet y = (;\n'), {
    code: 'syntax',
    message: 'Expression expected',
    file: 'solution.ts',
    line: 2,
    column: 10,
  });
  assert.equal(faultOf('let a = 1;\nlet a = 2;').line, 2);
  assert.match(faultOf('enum A { B }').message, /enum/);
  assert.match(faultOf('export const f = () => import.meta.url;').message, /import\.meta/);
  assert.match(faultOf('export * from "x";').message, /Re-exports/);
  assert.match(faultOf('export { a } from "x";').message, /Re-exports/);
  assert.match(faultOf('await 1;').message, /await/);
  assert.match(faultOf('<!-- x\nexport const a = 1').message, /./);
  assert.match(faultOf('}); globalThis.x = 1; (function () {').message, /./);
});

test('compileFiles() refuses nesting that would break the type stripper', () => {
  const fault = faultOf(`const a = ${'('.repeat(2_000)}1${')'.repeat(2_000)};`);
  assert.match(fault.message, /nested more than 200/);
  compiled(`const a = ${'('.repeat(150)}1${')'.repeat(150)};`);
});

test('compileFiles() answers any text with functions or a fault, and never moves a line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'export ',
      'import ',
      'from "x";',
      'const a',
      '= 1;',
      '{',
      '}',
      '(',
      ')',
      'function f',
      '=>',
      '\n',
      '"',
      '`',
      '/*',
      '*/',
      'default ',
      ': string',
      'class ',
      'as ',
      '#!',
      '<!--',
      '\u2028',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const source = pieces.join('');
      const reply = compileFiles({ 'solution.ts': source });
      if (reply.outcome === 'fault') return reply.fault.code === 'syntax' && reply.fault.line! >= 1;
      const lines = (text: string): number => text.split(/\n/).length;
      return lines(reply.files[0]!.code) === lines(source) + 1;
    }),
    { numRuns: 1_000, seed: 4 },
  );
});
