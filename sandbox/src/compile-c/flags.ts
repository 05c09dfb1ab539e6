/** How C is compiled and linked. sandbox/runtime/shadow.h says how the memory is laid out. */

const target = ['--target=wasm32-unknown-emscripten', '-std=c17', '-ffreestanding', '-nostdinc'];

/** The runtime: without checks of its own, and small. */
export const runtimeFlags = [...target, '-O1', '-fno-builtin', '-Wall', '-Werror', '-isystem', 'include'];

/** Where the headers stand that a program may include. */
export const headerFolder = 'headers';

/** A learner's program: as it is written, with every access and every operation checked. */
export const programFlags = [
  ...target,
  '-O0',
  '-gline-tables-only',
  '-gdwarf-4',
  '-fno-color-diagnostics',
  '-fno-caret-diagnostics',
  '-ferror-limit=1',
  '-fbracket-depth=256',
  '-fsanitize=address,undefined',
  // A function of another type can't be called in WebAssembly at all.
  '-fno-sanitize=function,vptr',
  '-fno-sanitize-recover=all',
  // The access that follows tells how much, and which way.
  '-fsanitize-recover=bounds,null,alignment,object-size',
  '-fsanitize-address-use-after-return=never',
  '-mllvm',
  '-asan-mapping-offset=14680064',
  '-mllvm',
  '-asan-instrumentation-with-call-threshold=0',
  // A stack frame can't leap over what stands below the stack.
  '-Werror=vla',
  '-Wframe-larger-than=65536',
  '-Werror=frame-larger-than',
  '-Werror=implicit-function-declaration',
  '-Werror=int-conversion',
  '-isystem',
  headerFolder,
];

const memoryBytes = 16 * 1024 * 1024;

/** Whatever stands here is what a program's module has: its functions, the runtime's few for the caller, and 16 MB. */
export function linkFlags(exported: readonly string[]): string[] {
  const ours = ['malloc', 'free', '__ounce_start', '__wasm_call_ctors', 'memory'];
  return [
    '-nostdlib',
    '-Wl,--no-entry',
    '-Wl,--stack-first',
    '-Wl,-z,stack-size=262144',
    `-Wl,--initial-memory=${memoryBytes}`,
    `-Wl,--max-memory=${memoryBytes}`,
    ...ours.filter((name) => name !== 'memory').map((name) => `-Wl,--export=${name}`),
    ...exported.map((name) => `-Wl,--export-if-defined=${name}`),
  ];
}
