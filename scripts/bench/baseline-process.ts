/** The process of baselines.ts, from outside. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type BaselineName = 'limit' | 'isolate' | 'quickjs';

export interface Measured {
  wallMs: number;
  cpuMs: number;
}

export interface Baselines {
  run(name: BaselineName): Promise<Measured>;
  close(): void;
}

/** Starts it on an exercise's bundle and a program. One baseline at a time. */
export function startBaselines(bundle: string, program: string): Baselines {
  const file = path.join(import.meta.dirname, 'baselines.ts');
  const flags = ['--no-node-snapshot', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, file, bundle, program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(name) {
      child.stdin.write(`${name}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`Cannot measure "${name}": the process of the baselines ended`);
      return JSON.parse(value) as Measured;
    },
    close: () => child.kill(),
  };
}

/** One submission in a Node process of its own. */
export async function freshProcess(bundle: string, program: string): Promise<Measured> {
  const file = path.join(import.meta.dirname, 'fresh-process.ts');
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, bundle, program, '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += String(text)));
  const exit = await new Promise<number | null>((done) => child.once('close', done));
  if (exit !== 0) throw new Error(`Cannot measure: the process ended with ${exit}`);
  return { wallMs: performance.now() - began, cpuMs: Number(said) };
}
