import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultOf } from '../../sandbox/src/compile-c/diagnostics.ts';
import { readLineTable } from '../../sandbox/src/compile-c/line-table.ts';
import { objectionToSource, objectionToWords } from '../../sandbox/src/compile-c/source-rules.ts';
import { sectionsOf, strippedModule } from '../../sandbox/src/compile-c/wasm-sections.ts';

const headers = ['string.h'];
const objection = (source: string): ReturnType<typeof objectionToSource> =>
  objectionToSource(source, headers, ['solution.c', 'own.h']);

test('objectionToSource() lets ordinary directives through', () => {
  const source = `#include <string.h>\n#include "own.h"\n # define A(x) \\\n  ((x) + 1)\n#if A(1)\n#else /* no */\n#endif // end\n#\nint a; /*\n#pragma in a comment\n*/ char *b = "\\"/*";\n`;
  assert.equal(objection(source), undefined);
});

test('objectionToSource() tells the line of what it refuses', () => {
  for (const [source, line] of [
    ['\n#include <stdlib.hh>', 2],
    ['#include "/etc/passwd"', 1],
    ['#include STRING', 1],
    ['#in\\\nclude </x>', 1],
    ['int a;\\\n\n# /* x */ pragma once', 3],
    ['#line 3', 1],
    ['# 3 "x"', 1],
    ['#embed "x"', 1],
    ['#include_next <string.h>', 1],
    ['%:define A', 1],
    ['??=define A', 1],
    ['char *a = "/*";\n#import <string.h>', 2],
  ] as const) {
    assert.equal(objection(source)?.line, line, source);
  }
});

test('objectionToWords() refuses the compiler’s names and attributes, and not what looks like them', () => {
  const fine =
    '# 1 "solution.c"\nint a[2] = {1}; _Bool b; char *c = "__asm__ [[x]]"; char d = \'"\'; int e_f__g = a[a[0]];';
  assert.equal(objectionToWords(fine), undefined);
  for (const words of [
    '__attribute__((x))',
    '_Pragma',
    '__builtin_alloca(1)',
    '_Alignas(8)',
    '[[x]]',
    '[ [x] ]',
    '<:[x]]',
    '#pragma x',
  ])
    assert.deepEqual(
      { ...objectionToWords(`# 7 "solution.c" 2\nint a;\n${words}\n`), message: '' },
      { message: '', line: 8, file: 'solution.c' },
      words,
    );
  assert.equal(objectionToWords('# 1 "solution.c"\n[\n# 5 "solution.c"\n[x]]')?.line, 5);
});

test('both give an objection or none for any text', () => {
  const pieces = ['#', 'include', '<', '"', "'", '\\', '\n', '/*', '*/', '//', ' ', '[', '__a', '# 1 "f"', '%:'];
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const found of [objection(text), objectionToWords(text)])
        assert.ok(found === undefined || (found.line >= 0 && found.message !== ''));
    }),
    { seed: 5 },
  );
});

test('faultOf() takes the first error that clang or LLD tells', () => {
  const said =
    'solution.c:3:9: warning: odd\nsolution.c:4:2: error: variable length array used [-Werror,-Wvla]\n1 error generated.';
  assert.deepEqual(faultOf(said, ['solution.c']), {
    code: 'syntax',
    message: 'variable length array used',
    file: 'solution.c',
    line: 4,
    column: 2,
  });
  assert.equal(faultOf('headers/string.h:1:1: error: no', ['solution.c']).file, undefined);
  assert.match(
    faultOf('wasm-ld: error: duplicate symbol: malloc\n>>> defined', []).message,
    /"malloc" is defined twice/,
  );
  assert.match(faultOf('wasm-ld: error: a.o: undefined symbol: foo', []).message, /"foo" is declared/);
  assert.equal(faultOf('', []).code, 'syntax');
});

/** A unit of DWARF 4 with one file, made by hand after section 6.2.4. */
function lineUnit(program: readonly number[]): Uint8Array {
  const lengths = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
  const rest = [1, 1, 1, 0xfb, 14, 13, ...lengths, 0, ...Buffer.from('solution.c\0'), 0, 0, 0, 0];
  const body = [4, 0, ...word(rest.length), ...rest, ...program];
  return Uint8Array.from([...word(body.length), ...body]);
}

function word(value: number): number[] {
  return [value & 255, (value >> 8) & 255, value >> 16, 0];
}

test('readLineTable() runs the program of a unit', () => {
  // set_address 16; column 3; special: line +1; advance_pc 200; advance_line -1 (signed); copy; end_sequence
  const program = [0, 5, 2, 16, 0, 0, 0, 5, 3, 13 + 6, 2, 200, 1, 3, 0x7f, 1, 2, 1, 0, 1, 1];
  assert.deepEqual(readLineTable(lineUnit(program)), [
    { address: 16, file: 'solution.c', line: 2, column: 3 },
    { address: 216, file: 'solution.c', line: 1, column: 3 },
    { address: 217, file: 'solution.c', line: 0, column: 3 },
  ]);
});

test('readLineTable() and sectionsOf() end with a RangeError on whatever is malformed', () => {
  const unit = lineUnit([0, 5, 2, 16, 0, 0, 0, 1, 0, 1, 1]);
  const flipped = fc.tuple(fc.nat(unit.length - 1), fc.nat(255)).map(([at, byte]) => unit.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), flipped), (bytes) => {
      for (const read of [readLineTable, sectionsOf, strippedModule]) {
        try {
          read(bytes);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }
    }),
    { numRuns: 2_000, seed: 3 },
  );
});

test('strippedModule() keeps what runs', () => {
  const head = [0, 97, 115, 109, 1, 0, 0, 0];
  const module = Uint8Array.from([...head, 0, 3, 1, 120, 7, 1, 1, 0, 0, 2, 1, 121]);
  assert.deepEqual([...strippedModule(module)], [...head, 1, 1, 0]);
  assert.deepEqual(
    sectionsOf(module).map(({ id, name, start }) => ({ id, name, start })),
    [
      { id: 0, name: 'x', start: 10 },
      { id: 1, name: undefined, start: 15 },
      { id: 0, name: 'y', start: 18 },
    ],
  );
});
