import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openGrader, type Grader, type Verdict } from '@ounce/sandbox';
import type { CReport } from '../../../sandbox/src/worlds/c.ts';
import { cacheFolder, makeExercise } from '../probe-exercise.ts';

const includes = ['ctype', 'limits', 'stdbool', 'stddef', 'stdint', 'stdio', 'stdlib', 'string']
  .map((name) => `#include <${name}.h>\n`)
  .join('');

interface Outcome {
  attempted: { outcome: 'returned'; value: unknown } | { outcome: 'threw'; name: string; message: string };
  reports: CReport[];
}

/** The list of checks that make one call each. A call is written as `name(argument, …)`. */
function checksOf(calls: readonly string[]): string {
  const checks = calls.map(
    (call, i) => `{ id: 'call-${i}', task: 1, title: 'It calls', feedback: '', async holds({ app, c }) {
      const attempted = await app.attempt(${call.replace(/^(\w+)\(/, "'$1', ")};
      const plain = (key, value) => value instanceof Uint8Array ? [...value] : typeof value === 'bigint' ? String(value) : value;
      return { observed: JSON.stringify({ attempted, reports: c.reports }, plain) };
    } }`,
  );
  return `[${checks.join(',\n')}]`;
}

function entryOf(calls: readonly string[]): string[] {
  return [...new Set(calls.map((call) => /\w+/.exec(call)![0]))];
}

// One grader for all tests of this file: the compiler takes seconds to load.
let opening: Promise<Grader> | undefined;
after(async () => (await opening)?.close());

async function openForAll(): Promise<Grader> {
  const calling = (id: string, calls: readonly string[]): ReturnType<typeof makeExercise> =>
    makeExercise({ c: true, worlds: ['c'], id, entry: entryOf(calls), checks: checksOf(calls) });
  const exercises = await Promise.all([
    calling(
      'bugs',
      bugs.map(([call]) => call),
    ),
    calling('words', Object.keys(words)),
    calling('right', rightCalls),
    makeExercise({ c: true, worlds: ['c'], id: 'anew', entry: ['count', 'fails'], checks: anew }),
    makeExercise({ c: true, worlds: ['c'], id: 'many', entry: ['fails'], checks: many }),
  ]);
  return openGrader({ exercises, cacheFolder, workers: 1 });
}

async function verdictOn(exercise: string, source: string): Promise<Verdict> {
  opening ??= openForAll();
  const grading = await (await opening).grade({ exercise, files: { 'solution.c': source }, seed: 7 });
  assert.ok(grading.outcome === 'graded', JSON.stringify(grading));
  return grading.verdict;
}

/** What each call did, all of them of one program. */
async function outcomes(exercise: string, source: string, calls: readonly string[]): Promise<Map<string, Outcome>> {
  const verdict = await verdictOn(exercise, includes + source);
  assert.equal(verdict.fault, undefined, JSON.stringify(verdict.fault));
  return new Map(calls.map((call, i) => [call, JSON.parse(verdict.checks[i]!.observed!) as Outcome]));
}

/** Each bug with the line of its mark: the call, the weakness, and what must be told of it. */
const bugs: readonly (readonly [call: string, weakness: string, told: Partial<CReport>])[] = [
  ['write_past("0123456789abcdef")', 'CWE-787', { kind: 'heap-buffer-overflow', write: true, size: 17, block: 16, offset: 16 }],
  ['write_byte_past(16)', 'CWE-122', { kind: 'heap-buffer-overflow', write: true, size: 1, block: 16, offset: 16 }],
  ['write_before(-1)', 'CWE-124', { kind: 'heap-buffer-overflow', write: true, size: 1, block: 16, offset: -1 }],
  ['local_past(8)', 'CWE-121', { kind: 'stack-buffer-overflow', write: true, size: 1 }],
  ['index_past(4)', 'CWE-121', { kind: 'index-out-of-bounds', write: true, size: 4 }],
  ['global_past(8)', 'CWE-787', { kind: 'global-buffer-overflow', write: true, size: 2 }],
  ['read_past("abc")', 'CWE-125', { kind: 'heap-buffer-overflow', write: false, size: 1, block: 4, offset: 4 }],
  ['read_argument(new Uint8Array(5))', 'CWE-126', { kind: 'heap-buffer-overflow', write: false, size: 1, block: 5, offset: 5 }],
  ['fill_out(c.out(6))', 'CWE-787', { kind: 'heap-buffer-overflow', write: true, size: 8, block: 6, offset: 6 }],
  ['use_after_free()', 'CWE-416', { kind: 'heap-use-after-free', write: false, size: 4, block: 12, offset: 4 }],
  ['free_twice()', 'CWE-415', { kind: 'double-free', block: 10, offset: 0 }],
  ['free_inside()', 'CWE-763', { kind: 'invalid-free', block: 40, offset: 4 }],
  ['through_null()', 'CWE-476', { kind: 'null-dereference', write: true, size: 4 }],
  ['add(2147483647, 1)', 'CWE-190', { kind: 'integer-overflow' }],
  ['small_block(65536)', 'CWE-680', { kind: 'heap-buffer-overflow', write: true, size: 4, block: 0 }],
  ['off_by_one("12345678")', 'CWE-193', { kind: 'stack-buffer-overflow', write: true, size: 1 }],
  ['divide(1, 0)', 'CWE-369', { kind: 'division-by-zero' }],
  ['shift(32)', 'CWE-1335', { kind: 'invalid-shift' }],
  ['out_of_scope()', 'CWE-562', { kind: 'stack-use-after-scope', write: false, size: 4 }],
  ['in_structure(9)', 'CWE-787', { kind: 'index-out-of-bounds', write: true, size: 1 }],
  ['format("%s%s%s%s%s%s%s%s%s%s%s%s")', 'CWE-134', { write: false, size: 1 }],
  ['recurse(1)', 'CWE-674', { kind: 'stack-overflow' }],
  ['call_nothing()', 'CWE-824', { kind: 'bad-function-pointer' }],
  ['wild(0x7ffffff0)', 'CWE-822', { kind: 'wild-pointer', write: false, size: 4 }],
  ['overlap(c.out(8))', 'CWE-475', { kind: 'overlapping-copy', write: true, size: 6 }],
  ['stop()', 'CWE-617', { kind: 'abort' }],
]; // prettier-ignore

const buggy = `
int write_past(const char *text) {
  char *copy = malloc(strlen(text));
  strcpy(copy, text); // bug: write_past
  return copy[0];
}
int write_byte_past(int at) {
  char *block = calloc(1, 16);
  block[at] = 1; // bug: write_byte_past
  return block[0];
}
int write_before(int at) {
  char *block = calloc(16, 1);
  block[at] = 1; // bug: write_before
  return block[0];
}
int local_past(int at) {
  char local[8] = {0}, *to = local;
  to[at] = 1; // bug: local_past
  return local[0];
}
int index_past(int at) {
  int local[4] = {0};
  local[at] = 1; // bug: index_past
  return local[0];
}
static short shared[8];
int global_past(int at) {
  short *to = shared;
  to[at] = 1; // bug: global_past
  return shared[0];
}
int read_past(const char *text) {
  int sum = 0;
  for (size_t i = 0; i <= strlen(text) + 1; i++) sum += text[i]; // bug: read_past
  return sum;
}
int read_argument(const unsigned char *bytes) {
  int sum = 0;
  for (int i = 0; i < 6; i++)
    sum += bytes[i]; // bug: read_argument
  return sum;
}
void fill_out(char *out) {
  memset(out, 0, 8); // bug: fill_out
}
int use_after_free(void) {
  int *block = malloc(3 * sizeof(int));
  free(block);
  return block[1]; // bug: use_after_free
}
int free_twice(void) {
  char *block = malloc(10);
  free(block);
  free(block); // bug: free_twice
  return 1;
}
int free_inside(void) {
  char *block = malloc(40);
  free(block + 4); // bug: free_inside
  return 1;
}
struct pair { int one, other; };
int through_null(void) {
  struct pair *pair = NULL;
  pair->other = 5; // bug: through_null
  return 1;
}
int add(int a, int b) {
  return a + b; // bug: add
}
int small_block(unsigned count) {
  int *block = malloc(count * count * sizeof(int));
  block[0] = 1; // bug: small_block
  return block[0];
}
int off_by_one(const char *text) {
  char local[8], *to = local;
  while (*text)
    *to++ = *text++;
  *to = 0; // bug: off_by_one
  return local[0];
}
int divide(int a, int b) {
  return a / b; // bug: divide
}
int shift(int by) {
  return 1 << by; // bug: shift
}
int out_of_scope(void) {
  int *kept;
  { int inner = 5; kept = &inner; }
  return *kept; // bug: out_of_scope
}
struct account { char name[8]; int admin; };
int in_structure(int at) {
  struct account account = {{0}, 0};
  account.name[at] = 1; // bug: in_structure
  return account.admin;
}
int format(const char *text) {
  char local[64];
  return snprintf(local, sizeof local, text); // bug: format
}
int recurse(int n) { // bug: recurse
  return n ? recurse(n + 1) + 1 : 0;
}
int call_nothing(void) {
  int (*nothing)(int) = (int (*)(int))12345;
  return nothing(1); // bug: call_nothing
}
int wild(unsigned address) {
  return *(int *)address; // bug: wild
}
void overlap(char *text) {
  memcpy(text + 1, text, 6); // bug: overlap
}
void stop(void) {
  abort(); // bug: stop
}
`;

test('every planted bug is reported with its kind, its place and its size', async () => {
  const lines = (includes + buggy).split('\n');
  const seen = await outcomes(
    'bugs',
    buggy,
    bugs.map(([call]) => call),
  );
  for (const [call, weakness, told] of bugs) {
    const { attempted, reports } = seen.get(call)!;
    const [report] = reports;
    assert.ok(report, `${weakness} ${call}: ${JSON.stringify(attempted)}`);
    assert.deepEqual({ ...report, ...told }, report, `${weakness} ${call}`);
    assert.deepEqual(attempted, { outcome: 'threw', name: report.kind, message: report.message }, call);
    const name = /\w+/.exec(call)![0];
    assert.equal(report.line, lines.findIndex((line) => line.endsWith(`// bug: ${name}`)) + 1, call);
    assert.ok(
      report.file === 'solution.c' && report.column! >= 1 && report.column! <= lines[report.line - 1]!.length + 1,
      call,
    );
    assert.equal(reports.length, 1, call);
  }
});

const words = {
  'write_byte_past(16)': 'A write of 1 byte, 0 bytes past a block of 16 bytes',
  'write_before(-2)': 'A write of 1 byte, 2 bytes before a block of 16 bytes',
  'read_past("abc")': 'A read of 1 byte, 0 bytes past a block of 4 bytes',
  'index_past(-3)': "A write of 4 bytes at index -3 of 'int[4]'",
  'free_twice()': 'A block of 10 bytes was freed twice',
  'use_after_free()': 'A read of 4 bytes in a block of 12 bytes that was freed',
};

test('a report says in words what happened', async () => {
  const seen = await outcomes('words', buggy, Object.keys(words));
  for (const [call, message] of Object.entries(words)) assert.equal(seen.get(call)!.reports[0]!.message, message);
});

const correct = `
int lengths(const char *text) { return strlen(text) * 100 + strnlen(text, 3); }
int copies(const char *text) {
  char local[32], *block = strdup(text);
  strcpy(local, block);
  strcat(local, "-");
  strncat(local, text, 2);
  free(block);
  return strcmp(local, "abcde-ab") == 0 && strncmp(local, "abcxx", 3) == 0 && strcmp("a", "b") < 0;
}
int padded(const char *text) {
  char local[8];
  strncpy(local, text, sizeof local);
  for (size_t i = strlen(text); i < sizeof local; i++) if (local[i]) return 0;
  return 1;
}
int searches(const char *text) {
  return strchr(text, 'c') - text + (strrchr(text, 'e') - text) * 10 + (strstr(text, "cd") - text) * 100 +
         (strchr(text, 0) - text) * 1000 + (strchr(text, 'x') == NULL) * 10000 + ((char *)memchr(text, 'd', 5) - text) * 100000;
}
int moves(void) {
  char local[10] = "012345678";
  memmove(local + 2, local, 5);
  memcpy(local, "zz", 2);
  memset(local + 7, '!', 2);
  return memcmp(local, "zz01234!!", 10) == 0;
}
int blocks(void) {
  int *numbers = NULL, sum = 0;
  for (int i = 0; i < 50; i++) {
    numbers = realloc(numbers, (i + 1) * sizeof *numbers);
    numbers[i] = i;
  }
  int *zeros = calloc(7, sizeof *zeros);
  for (int i = 0; i < 50; i++) sum += numbers[i];
  for (int i = 0; i < 7; i++) sum += zeros[i];
  free(numbers);
  free(zeros);
  free(NULL);
  return sum;
}
int many_blocks(void) {
  for (int i = 0; i < 3000; i++) {
    char *block = malloc(4000 + i % 7);
    if (!block) return i;
    memset(block, i, 4000);
    free(block);
  }
  return malloc(100u << 20) == NULL && malloc(0) != NULL;
}
int prints(char *out) {
  int length = snprintf(out, 64, "%s|%5d|%-4u|%04x|%c|%.2s|%lld|%zu|%X|%%|%*d", "abc", -42, 7u, 255, 'z', "xyz", -9000000000LL, sizeof(int), 0xbeef, 3, 9);
  return length + snprintf(NULL, 0, "%d", 12345) * 1000 + snprintf(out + 60, 3, "long") * 10000;
}
int numbers(const char *text) {
  char *end;
  long value = strtol(text, &end, 10);
  return value == -120 && strcmp(end, " rest") == 0 && atoi("  77x") == 77 && strtol("0x1F", NULL, 0) == 31 && strtol("zz", &end, 36) == 1295 &&
         strtoul("4294967295", NULL, 10) == UINT_MAX && strtol("99999999999", NULL, 10) == LONG_MAX && strtol("-99999999999", NULL, 10) == LONG_MIN && abs(-5) == 5;
}
int letters(void) { return isalpha('x') && !isalpha('1') && isdigit('7') && isspace('\\n') && toupper('q') == 'Q' && tolower('Q') == 'q' && isxdigit('f') && isalnum('0') && !isupper('a'); }
struct point { int x, y; char name[5]; };
static struct point table[3] = {{1, 2, "one"}, {3, 4, "two"}, {5, 6, "six"}};
static int by(const struct point *a, int (*f)(int, int)) { return f(a->x, a->y); }
static int times(int a, int b) { return a * b; }
int structures(void) {
  struct point copy = table[1], other;
  other = copy;
  other.name[4] = 0;
  return by(&other, times) + table[2].x * 100 + offsetof(struct point, name) * 1000;
}
uint64_t wide(uint64_t a, uint64_t b) { return a * b; }
double half(double a) { return a / 2; }
bool is_even(int n) { return n % 2 == 0; }
unsigned wraps(unsigned a) { return a + 1; }
void reverse(char *bytes, int count) {
  for (int i = 0, j = count - 1; i < j; i++, j--) { char kept = bytes[i]; bytes[i] = bytes[j]; bytes[j] = kept; }
}
int deep(int n) { char room[100]; room[n % 100] = 1; return n ? deep(n - 1) + room[n % 100] : 0; }
int says(void) { printf("%d and ", 1); puts("two"); return 1; }
`;

const results: Record<string, unknown> = {
  'lengths("abcde")': 503,
  'copies("abcde")': 1,
  'padded("abc")': 1,
  'searches("abcde")': 315_242,
  'moves()': 1,
  'blocks()': 1225,
  'many_blocks()': 1,
  'numbers("-120 rest")': 1,
  'letters()': 1,
  'structures()': 8512,
  'wide(4000000000n, 4n)': '16000000000',
  'half(5)': 2.5,
  'is_even(4)': 1,
  'wraps(-1)': 0,
  'reverse(c.inout(new Uint8Array([1, 2, 3])), 3)': { out: [[3, 2, 1]] },
  'deep(500)': 500,
  'says()': 1,
};

const printing = 'prints(c.out(64))';
const rightCalls = [...Object.keys(results), printing];

test('right programs get their results, and no report', async () => {
  const seen = await outcomes('right', correct, rightCalls);
  for (const [call, value] of Object.entries(results)) {
    const { attempted, reports } = seen.get(call)!;
    assert.deepEqual(reports, [], call);
    assert.deepEqual(attempted, { outcome: 'returned', value }, call);
  }
  const { attempted } = seen.get(printing)!;
  assert.ok(attempted.outcome === 'returned', JSON.stringify(attempted));
  const { value, out } = attempted.value as { value: number; out: [number[]] };
  const text = 'abc|  -42|7   |00ff|z|xy|-9000000000|4|BEEF|%|  9';
  assert.equal(String.fromCharCode(...out[0].slice(0, text.length + 1)), `${text}\0`);
  assert.equal(String.fromCharCode(...out[0].slice(60, 63)), 'lo\0');
  assert.equal(value, text.length + 5_000 + 40_000);
});

const anew = `[{ id: 'calls', task: 1, title: 'It calls', feedback: '', async holds({ app }) {
  const seen = [];
  for (const name of ['count', 'count', 'fails', 'count']) seen.push((await app.attempt(name)).value ?? 'threw');
  return { observed: seen.join() };
} }]`;

test('a program that was stopped starts anew for the next call', async () => {
  const source = 'static int calls; int count(void) { return ++calls; } int fails(void) { int *p = 0; return *p; }';
  assert.equal((await verdictOn('anew', source)).checks[0]!.observed, '1,2,threw,1');
});

const many = `[{ id: 'calls', task: 1, title: 'It calls', feedback: '', async holds({ app, c }) {
  for (let i = 0; i < 200; i++) await app.attempt('fails');
  return { observed: String(c.reports.length) };
} }]`;

test('hundreds of stopped calls fit in the memory of one run', async () => {
  const { fault, checks } = await verdictOn('many', 'int fails(void) { int *p = 0; return *p; }');
  assert.equal(fault, undefined);
  assert.equal(checks[0]!.observed, '200');
});
