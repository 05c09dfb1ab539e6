/** Runs test files under node:test, printing its report as it goes. */
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface TestResult extends Counts {
  /** By a signal, before all had run. */
  readonly stopped: boolean;
}

export interface TestRun {
  readonly files: readonly string[];
  readonly namePatterns: readonly string[];
  /** How many files at once; node:test's own choice when left out. */
  readonly atOnce?: number;
}

/** Counts tests, cancelled ones as failed; a file without any has failed, unless patterns passed over all of them. */
export async function runTests({ files, namePatterns, atOnce }: TestRun, root: string): Promise<TestResult> {
  const stop = stopOnSignal();
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  const empty: string[] = [];
  const stream = run({
    cwd: root,
    files: files.map((file) => path.join(root, file)),
    concurrency: atOnce ?? true,
    signal: stop.signal,
    // A file whose every test is passed over runs its before hooks but not its after hooks, and would stay open.
    ...(namePatterns.length > 0 && { testNamePatterns: [...namePatterns], execArgv: ['--test-force-exit'] }),
  });
  stream.on('test:pass', ({ name, file }) => {
    // node:test lets a file in which no test ran pass under its own name.
    if (name === file) empty.push(path.relative(root, file));
  });
  stream.on('test:summary', ({ file, counts: { tests, passed, skipped, todo } }) => {
    if (file === undefined) counts = { passed, failed: tests - passed - skipped - todo, skipped: skipped + todo };
  });
  for await (const chunk of stream.compose(new spec())) process.stdout.write(String(chunk));
  stop.done();
  const result = { ...counts, passed: counts.passed - empty.length, stopped: stop.signal.aborted };
  if (namePatterns.length > 0) return result;
  for (const file of empty) console.log(`✖ ${file} holds no test: write one, or delete the file`);
  return { ...result, failed: result.failed + empty.length };
}

/** The files run in processes of their own, which a signal to this one does not reach. */
function stopOnSignal(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, abort);
  return {
    signal: controller.signal,
    done: () => signals.forEach((signal) => process.off(signal, abort)),
  };
}
