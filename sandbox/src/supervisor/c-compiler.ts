/** The C compiler: a process of its own, started by the first submission in C, since it holds 400 MB. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { compileReplySchema, type CompileReply } from '../compile/compiled.ts';
import type { Isolation } from '../isolation/isolation.ts';
import { processClasses } from '../isolation/process-class.ts';
import type { Allowance } from '../process/child.ts';
import { packageFiles, packageFolder, permissions } from '../process/readable.ts';
import type { Fault } from '../verdict.ts';
import { askTwice, jsonOf } from './ask-twice.ts';
import { Pool, type Turn } from './pool.ts';

export interface CCompiler {
  compile(files: Readonly<Record<string, string>>, entry: readonly string[]): Promise<CompileReply>;
  close(): void;
}

interface Options {
  /** The bundled program. */
  bundle: string;
  cacheFolder: string;
  isolation: Isolation;
}

/** Nothing is started yet. */
export function openCCompiler(options: Options): CCompiler {
  let running: Promise<Running> | undefined;
  const kept = new Kept();
  const pools: Pool[] = [];
  let closed = false;
  const start = async (): Promise<Running> => {
    const sources = await runtimeSources();
    const runtime = await compiledRuntime(options, sources);
    if (closed) throw new Error('Cannot compile C: the grader was closed');
    const pool = poolOf(options, runtime);
    pools.push(pool);
    return { pool, headers: headersIn(sources) };
  };
  return {
    compile: async (files, entry) => {
      // A start that failed is tried again by the next submission.
      running ??= start().catch((error: unknown) => {
        running = undefined;
        throw error;
      });
      const { pool, headers } = await running;
      return kept.get(JSON.stringify([files, entry]), async () =>
        replyOf(await askTwice(pool, { files, entry, headers }, most)),
      );
    },
    close: () => {
      closed = true;
      for (const pool of pools) pool.close();
    },
  };
}

/** The latest programs that were compiled, by their text: a proof compiles each once, for all its seeds. */
class Kept {
  readonly #replies = new Map<string, Promise<CompileReply>>();

  get(key: string, compile: () => Promise<CompileReply>): Promise<CompileReply> {
    const hash = createHash('sha256').update(key).digest('hex');
    const known = this.#replies.get(hash);
    if (known) return known;
    const reply = compile();
    this.#replies.set(hash, reply);
    const forget = (): void => void this.#replies.delete(hash);
    // A fault may have been one of the machine.
    reply.then(({ outcome }) => outcome !== 'compiled' && forget(), forget);
    if (this.#replies.size > 30) this.#replies.delete(this.#replies.keys().next().value!);
    return reply;
  }
}

interface Running {
  pool: Pool;
  headers: Readonly<Record<string, string>>;
}

/** The first job of a process reads and compiles the compiler itself, for 2 to 3 s of CPU time. */
const most: Allowance = { cpuMs: 8_000, memoryMb: 1_000, wallMs: 120_000 };

function replyOf(turn: Turn): CompileReply {
  const parsed = turn.outcome === 'replied' ? compileReplySchema.safeParse(jsonOf(turn.text)) : undefined;
  return parsed?.success === true ? parsed.data : { outcome: 'fault', fault: uncompilable };
}

const uncompilable: Fault = {
  code: 'syntax',
  message: 'The program can’t be compiled: the compiler ran out of time or memory, or gave up on it',
};

function poolOf({ bundle, cacheFolder, isolation }: Options, runtime: string | undefined): Pool {
  const readable = [cacheFolder, packageFolder('@yowasp/clang'), ...packageFiles(path.dirname(bundle))];
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=256',
    // 512 MB for the compiler's memory.
    '--wasm-max-mem-pages=8192',
    ...permissions(readable),
    bundle,
    ...(runtime === undefined ? [] : [runtime]),
  ];
  const command = isolation.shut({ command: process.execPath, args }, readable, processClasses.cCompiler);
  return new Pool({ ...command, mostReplyBytes: 8 * 1024 * 1024, workers: 1, jobsPerProcess: 200 });
}

const runtimeFolder = fileURLToPath(new URL('../../runtime', import.meta.url));

/** sandbox/runtime, by path. */
async function runtimeSources(): Promise<Record<string, string>> {
  const names = (await readdir(runtimeFolder, { recursive: true })).filter((name) => /\.[ch]$/.test(name)).sort();
  const texts = names.map(async (name) => {
    const text = await readFile(path.join(runtimeFolder, name), 'utf8');
    return [name.replaceAll(path.sep, '/'), text] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

function headersIn(sources: Readonly<Record<string, string>>): Record<string, string> {
  const headers = Object.entries(sources).filter(([name]) => name.startsWith('include/'));
  return Object.fromEntries(headers.map(([name, text]) => [name.slice('include/'.length), text]));
}

const objectSchema = z.strictObject({ object: z.base64() });

/** The runtime's object file, compiled once for its sources and its compiler, which the bundle's name stands for. */
async function compiledRuntime(options: Options, sources: Readonly<Record<string, string>>): Promise<string> {
  const content = JSON.stringify([path.basename(options.bundle), packageFolder('@yowasp/clang'), sources]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const file = path.join(options.cacheFolder, `c-runtime-${hash}.o`);
  if (existsSync(file)) return file;
  const pool = poolOf(options, undefined);
  try {
    const turn = await pool.ask({ runtime: sources }, { ...most, cpuMs: 60_000 });
    if (turn.outcome !== 'replied')
      throw new Error(`Cannot compile the C runtime: ${turn.outcome === 'died' ? turn.why : turn.outcome}`);
    const { object } = objectSchema.parse(JSON.parse(turn.text));
    await mkdir(options.cacheFolder, { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, Buffer.from(object, 'base64'));
    await rename(draft, file);
    return file;
  } finally {
    pool.close();
  }
}
