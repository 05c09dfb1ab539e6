/** Programs and the shell. Only the forms that take their time are here: with a callback, or by promisify(). */
declare module 'node:child_process' {
  export interface Options {
    cwd?: string;
    env?: Readonly<Record<string, string | undefined>>;
    /** Puts the program and its arguments, as they are, into one line for a shell. */
    shell?: boolean | string;
    maxBuffer?: number;
    timeout?: number;
    windowsHide?: boolean;
  }
  type Text = Options & { encoding?: string };
  type Bytes = Options & { encoding: 'buffer' | null };
  type Done<Output> = (error: ExecException | null, stdout: Output, stderr: Output) => void;
  export interface ExecException extends Error {
    code?: any;
    cmd?: string;
    killed?: boolean;
    signal?: null;
    stdout?: string;
    stderr?: string;
  }
  export interface Output {
    setEncoding(encoding: string): this;
    on(event: 'data' | 'end' | 'close', run: (part: any) => void): this;
    once(event: 'data' | 'end' | 'close', run: (part: any) => void): this;
  }
  export interface ChildProcess {
    /** What is written before the first await reaches the program. */
    readonly stdin: { write(part: string | Uint8Array): boolean; end(part?: string | Uint8Array): void };
    readonly stdout: Output;
    readonly stderr: Output;
    readonly exitCode: number | null;
    on(event: 'error', run: (error: ExecException) => void): this;
    on(event: 'exit' | 'close', run: (code: number | null) => void): this;
    once(event: 'error', run: (error: ExecException) => void): this;
    once(event: 'exit' | 'close', run: (code: number | null) => void): this;
  }
  export function exec(command: string, done?: Done<string>): ChildProcess;
  export function exec(command: string, options: Bytes, done?: Done<Buffer>): ChildProcess;
  export function exec(command: string, options: Text, done?: Done<string>): ChildProcess;
  export namespace exec {
    function __promisify__(command: string, options: Bytes): Promise<{ stdout: Buffer; stderr: Buffer }>;
    function __promisify__(command: string, options?: Text): Promise<{ stdout: string; stderr: string }>;
  }
  export function execFile(file: string, done?: Done<string>): ChildProcess;
  export function execFile(file: string, args: readonly string[], done?: Done<string>): ChildProcess;
  export function execFile(file: string, args: readonly string[], options: Bytes, done?: Done<Buffer>): ChildProcess;
  export function execFile(file: string, args: readonly string[], options: Text, done?: Done<string>): ChildProcess;
  export namespace execFile {
    function __promisify__(
      file: string,
      args: readonly string[],
      options: Bytes,
    ): Promise<{ stdout: Buffer; stderr: Buffer }>;
    function __promisify__(
      file: string,
      args?: readonly string[],
      options?: Text,
    ): Promise<{ stdout: string; stderr: string }>;
  }
  export function spawn(file: string, args?: readonly string[], options?: Options): ChildProcess;
}
declare module 'node:util' {
  export function promisify<F>(run: { __promisify__: F }): F;
  export function promisify<A extends any[], R>(
    run: (...values: [...A, (error: any, value: R) => void]) => any,
  ): (...values: A) => Promise<R>;
}
