/** A seccomp filter as classic BPF, made without a native dependency: only what a grader's process needs is allowed. */
import { judgedCalls, plainCalls } from './system-calls.ts';

/** AUDIT_ARCH_*, linux/audit.h, and the place of the architecture's numbers in the table of calls. */
const architectures: Readonly<Record<string, { audit: number; column: 0 | 1 }>> = {
  x64: { audit: 0xc000003e, column: 0 },
  arm64: { audit: 0xc00000b7, column: 1 },
};

type Instruction = readonly [code: number, yes: number, no: number, value: number];

const allow = give(0x7fff0000);
const refuse = give(0x00050001); // SECCOMP_RET_ERRNO | EPERM
const unknown = give(0x00050026); // SECCOMP_RET_ERRNO | ENOSYS: libraries go on with an older call
const kill = give(0x80000000); // SECCOMP_RET_KILL_PROCESS

/** linux/sched.h, linux/prctl.h, asm-generic/{mman,ioctls,fcntl}.h */
const cloneThread = 0x00010000;
const names = [15, 0x53564d41]; // PR_SET_NAME, PR_SET_VMA
const aboutDescriptors = [0x5401, 0x541b, 0x5421, 0x5450, 0x5451]; // TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
const descriptorFlags = [0, 1, 2, 3, 4, 1030]; // F_DUPFD, F_[GS]ETFD, F_[GS]ETFL, F_DUPFD_CLOEXEC
const execute = 0x4; // PROT_EXEC
const anonymous = 0x20;
const sharedAnonymous = 0x21;
const growsDown = 0x100;

/**
 * The filter for an architecture as Node names it, or undefined for one that it is not known for. A process that makes
 * no code may not make memory executable, apart from mapping a library.
 */
export function seccompFilter(arch: string, makesCode: boolean): Buffer | undefined {
  const known = architectures[arch];
  if (!known) return undefined;
  const call = (numbers: readonly [number, number], body: readonly Instruction[]): Instruction[] =>
    numbers[known.column] < 0 ? [] : when(numbers[known.column], body);
  return assembled([
    load(4),
    [0x15, 1, 0, known.audit],
    kill,
    load(0),
    // The x32 ABI has the same calls under other numbers.
    ...(arch === 'x64' ? ([[0x35, 0, 1, 0x40000000], kill] as const) : []),
    ...Object.values(plainCalls).flatMap((numbers) => call(numbers, [allow])),
    ...call(judgedCalls.mmap, [
      // Neither counts as private memory, so RLIMIT_DATA would not hold them.
      ...refuseWith(3, sharedAnonymous),
      ...refuseWith(3, growsDown),
      ...(makesCode ? [] : whenWith(3, anonymous, refuseWith(2, execute))),
      allow,
    ]),
    ...call(judgedCalls.mprotect, makesCode ? [allow] : [...refuseWith(2, execute), allow]),
    // A thread is fine, a process is not. clone3 hides its flags behind a pointer; the C library falls back to clone.
    ...call(judgedCalls.clone, [...whenWith(0, cloneThread, [allow]), refuse]),
    ...call(judgedCalls.clone3, [unknown]),
    ...call(judgedCalls.prctl, onlyWith(0, names)),
    ...call(judgedCalls.ioctl, onlyWith(1, aboutDescriptors)),
    ...call(judgedCalls.fcntl, onlyWith(1, descriptorFlags)),
    // Of itself.
    ...call(judgedCalls.prlimit64, onlyWith(0, [0])),
    unknown,
  ]);
}

/** The low half of an argument, as both architectures order bytes. */
function argument(index: number): number {
  return 16 + index * 8;
}

function load(offset: number): Instruction {
  return [0x20, 0, 0, offset];
}

function give(value: number): Instruction {
  return [0x06, 0, 0, value];
}

/** Runs the body, which gives an answer in the end, when the call has this number. */
function when(number: number, body: readonly Instruction[]): Instruction[] {
  return [[0x15, 0, body.length, number], ...body];
}

/** Runs the body when all these bits of an argument are set. */
function whenWith(index: number, bits: number, body: readonly Instruction[]): Instruction[] {
  return [load(argument(index)), [0x54, 0, 0, bits], [0x15, 0, body.length, bits], ...body];
}

function refuseWith(index: number, bits: number): Instruction[] {
  return whenWith(index, bits, [refuse]);
}

/** Allows the call when its argument is one of these. */
function onlyWith(index: number, values: readonly number[]): Instruction[] {
  return [load(argument(index)), ...values.flatMap((value) => when(value, [allow])), refuse];
}

function assembled(program: readonly Instruction[]): Buffer {
  const filter = Buffer.alloc(program.length * 8);
  program.forEach(([code, yes, no, value], i) => {
    filter.writeUInt16LE(code, i * 8);
    filter[i * 8 + 2] = yes;
    filter[i * 8 + 3] = no;
    filter.writeUInt32LE(value >>> 0, i * 8 + 4);
  });
  return filter;
}
