/** The classes of process that the grader starts: what each needs, so that it gets nothing more. */
export interface ProcessClass {
  /** RLIMIT_DATA: private memory that can be written, which is what an engine grows by. Reserved addresses don't count. */
  readonly dataMb: number;
  /** RLIMIT_CPU, for the whole life of the process: for when nobody watches it any more. */
  readonly cpuSeconds: number;
  /** Whether it turns what it reads into native code: a just-in-time compiler, WebAssembly. */
  readonly makesCode: boolean;
}

export const processClasses = {
  /** A worker without a just-in-time compiler (`--jitless`). */
  js: { dataMb: 768, cpuSeconds: 1_200, makesCode: false },
  /** A worker with WebAssembly (`--wasm-max-mem-pages=2048`). */
  wasm: { dataMb: 2_048, cpuSeconds: 1_200, makesCode: true },
  /** Compiles; its compiler is JavaScript and WebAssembly itself. */
  compiler: { dataMb: 768, cpuSeconds: 3_000, makesCode: true },
  /** clang, which is WebAssembly: 512 MB for itself, and much code. */
  cCompiler: { dataMb: 4_096, cpuSeconds: 3_000, makesCode: true },
} as const satisfies Record<string, ProcessClass>;
