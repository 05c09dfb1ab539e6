import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

const right = 'int solve(int n) { return n * 2; }';
const solve = '\nint solve(int n) { return n * 2; }\n';
const nested = (times: number, open: string, inner: string, close: string): string =>
  open.repeat(times) + inner + close.repeat(times);

/** Programs that attack the compiler, the checks or the caller; with the fault that each must get. None may pass. */
const hostile: Record<string, readonly [source: string, ...faults: string[]]> = {
  'a macro that grows': [
    `#define A(x) x x x x x x x x x x\n#define B(x) A(A(A(x)))\n#define C(x) B(B(B(x)))\nint x = C(C(1+));${solve}`,
    'syntax',
  ],
  'itself, included': [`#include "solution.c"${solve}`, 'syntax'],
  'a file of the machine, included': [`#include "/etc/passwd"${solve}`, 'syntax'],
  'the compiler’s own headers': [`#include </usr/include/stdio.h>${solve}`, 'syntax'],
  'a header by a macro': [`#define H <string.h>\n#include H${solve}`, 'syntax'],
  'a continued include': [`#inc\\\nlude "/etc/passwd"${solve}`, 'syntax'],
  'a digraph directive': [`%:include "/etc/passwd"${solve}`, 'syntax'],
  'an embedded file': [`const char x[] = {\n#embed "/etc/passwd"\n};${solve}`, 'syntax'],
  'another line': [`#line 5 "string.h"${solve}`, 'syntax'],
  'deep parentheses': [`int x = ${nested(20_000, '(', '1', ')')};${solve}`, 'syntax'],
  'deep blocks': [`void f(void) { ${nested(20_000, '{', ';', '}')} }${solve}`, 'syntax'],
  'an array of a gigabyte': [`char a[1u << 30] = {1};${solve}`, 'syntax'],
  'an array of variable length': [`int solve(int n) { char a[n]; a[0] = 1; return n * 2 * a[0]; }`, 'syntax'],
  'a huge frame': [`int solve(int n) { char a[100000]; a[n] = 0; return n * 2 + a[n]; }`, 'syntax'],
  'an attribute': [
    `__attribute__((no_sanitize("address", "undefined"))) int solve(int n) { int a[2]; return a[n + 9]; }`,
    'syntax',
  ],
  'an attribute by pasting': [
    `#define J(a, b) a##b\n#define K(a, b) J(a, b)\nK(__attr, ibute__)((export_name("malloc"))) int other(int n) { return 0; }${solve}`,
    'syntax',
  ],
  'an attribute in brackets': [`[[clang::no_sanitize("address")]] int f(int n) { return n; }${solve}`, 'syntax'],
  'an attribute in brackets from macros': [
    `#define L [\n#define R ]\nL L clang::no_sanitize("address") R R int f(int n) { return n; }${solve}`,
    'syntax',
  ],
  'an attribute in digraphs': [`<:<:clang::no_sanitize("address"):>:> int f(int n) { return n; }${solve}`, 'syntax'],
  'an attribute over a line': [`__attr\\\nibute__((weak)) int f(int n) { return n; }${solve}`, 'syntax'],
  'a pragma': [`#pragma clang attribute push(int, apply_to = function)${solve}`, 'syntax'],
  'a pragma as an operator': [`_Pragma("clang optimize off")${solve}`, 'syntax'],
  'an operator by pasting': [`#define P(a, b) a##b\nP(_Pra, gma)("weak solve")${solve}`, 'syntax'],
  assembler: [`int solve(int n) { __asm__("unreachable"); return n * 2; }`, 'syntax'],
  'assembler by its short name': [`int solve(int n) { asm("unreachable"); return n * 2; }`, 'syntax'],
  'a compiler’s function': [`int solve(int n) { return *(int *)__builtin_frame_address(0) + n; }`, 'syntax'],
  'the runtime’s report': [
    `void __ounce_report(int, int, unsigned long, unsigned long, long);\nint solve(int n) { __ounce_report(0, 0, 0, 0, 0); return n * 2; }`,
    'syntax',
  ],
  'its own report': [`void __asan_report_load4(unsigned a) {} void __ounce_check(void) {}${solve}`, 'syntax'],
  'its own malloc': [`void *malloc(unsigned long n) { return (void *)4096; }${solve}`, 'syntax'],
  'its own memcpy': [`void *memcpy(void *a, const void *b, unsigned long n) { return a; }${solve}`, 'syntax'],
  'a function that is nowhere': [`int fd_write(int);\nint solve(int n) { return fd_write(n) + n; }`, 'syntax'],
  'a function that it did not declare': [`int solve(int n) { return system("id") + n; }`, 'syntax'],
  'no function at all': ['int solved(int n) { return n * 2; }', 'entry'],
  'a variable for a function': ['int solve = 4;', 'entry'],
  'no C': ['export const solve = (n: number) => n * 2;', 'syntax'],
  'a loop without end': [`int solve(int n) { for (volatile int i = 0;; i++); }`, 'time'],
  'a loop that only allocates': [`#include <stdlib.h>\nint solve(int n) { for (;;) malloc(1000); }`, 'time'],
  'a loop that only prints': [
    `#include <stdio.h>\nint solve(int n) { for (;;) printf("%d\\n", n); }`,
    'time',
    'memory',
  ],
};

test('grade() gives every hostile program in C its fault, and judges the next one right', async (t) => {
  const grader = await graderFor(t, await makeExercise({ c: true, worlds: ['c'] }));
  const grade = (source: string): ReturnType<typeof verdictOn> => verdictOn(grader, source, 7, 'solution.c');
  for (const [name, [source, ...codes]] of Object.entries(hostile)) {
    const verdict = await grade(source);
    assert.equal(verdict.status, 'failed', name);
    assert.ok(codes.includes(verdict.fault?.code ?? ''), `${name}: ${JSON.stringify(verdict.fault ?? verdict.checks)}`);
    // The compiler keeps what it made of the right program: asked in another spelling, it has to compile again.
    const spelled = `${right}/* after ${name} */`;
    if (verdict.fault!.line === undefined) assert.equal((await grade(spelled)).status, 'passed', `after ${name}`);
  }
});

/** Programs that do what is not allowed where the checks might not look: each is stopped, and gets no result. */
const reaching: Record<string, string> = {
  'writes to the shadow': `int solve(int n) { for (char *p = (char *)0xe00000; p < (char *)0x1000000; p += 4096) *p = 0; return n * 2; }`,
  'clears its own shadow': `int solve(int n) { char a[8]; *(char *)(((unsigned)a >> 3) + 0xe00000) = 0; return n * 2; }`,
  'copies over the shadow': `#include <string.h>\nint solve(int n) { memset((void *)0xd00000, 0, 0x200000); return n * 2; }`,
  'reads below the stack': `int solve(int n) { return *(volatile int *)512 + n * 2; }`,
  'looks for the runtime’s state': `int solve(int n) { for (unsigned i = 262144; i < 0xe00000; i += 8) *(volatile long long *)i = 0; return n * 2; }`,
  'recurses to the end of the stack': `int deep(int n) { volatile char a[4000]; a[0] = n; return n == 0 ? a[0] : deep(n + 1) + a[0]; }\nint solve(int n) { return deep(1) + n * 2; }`,
  'frees what is no block': `#include <stdlib.h>\n#include <string.h>\nint solve(int n) { char *p = malloc(128); memset(p, 0xff, 128); ((int *)p)[8] = 0x11beef; free(p + 64); return n * 2; }`,
  'makes memcpy take another shape': `int memcpy(int);\nint solve(int n) { return memcpy(n) + n * 2; }`,
  'calls a function as another': `static double f(double a) { return a; }\nint solve(int n) { return ((int (*)(int))f)(n) + n * 2; }`,
};

test('a program in C is stopped wherever it reaches', async (t) => {
  const grader = await graderFor(t, await makeExercise({ c: true, worlds: ['c'] }));
  for (const [name, source] of Object.entries(reaching)) {
    const verdict = await verdictOn(grader, source, 7, 'solution.c');
    assert.equal(verdict.fault, undefined, `${name}: ${JSON.stringify(verdict.fault)}`);
    assert.equal(verdict.checks[0]!.outcome, 'failed', name);
    assert.match(
      verdict.checks[0]!.error?.message ?? '',
      /^[a-z]+(-[a-z]+)*: /,
      `${name}: ${JSON.stringify(verdict.checks)}`,
    );
  }
});
