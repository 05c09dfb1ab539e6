/** Runs commands a few at a time, a line each, and shows the output of those that failed. */
import { spawn } from 'node:child_process';
import { styleText } from 'node:util';

/** One command with the name that its line starts with. */
export interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

interface Finished {
  readonly stage: Stage;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Gives back how many passed and failed; longest first keeps all cores busy to the end. */
export async function runStages(
  stages: readonly Stage[],
  root: string,
  atOnce: number,
): Promise<{ passed: number; failed: number }> {
  const waiting = [...stages];
  const finished: Finished[] = [];
  const work = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      const result = await run(stage, root);
      console.log(line(result));
      finished.push(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const failed = finished.filter((result) => !result.passed);
  for (const { stage, output } of failed) {
    console.log(`\n${styleText(['bold', 'red'], stage.name)}: ${stage.command.join(' ')}\n${output.trim()}`);
  }
  return { passed: finished.length - failed.length, failed: failed.length };
}

function line({ stage, passed, seconds }: Finished): string {
  const mark = passed ? styleText('green', '✔') : styleText('red', '✖');
  return `${mark} ${stage.name.padEnd(18)} ${passed ? '' : 'failed, '}${seconds.toFixed(1)} s`;
}

function run(stage: Stage, root: string): Promise<Finished> {
  const since = performance.now();
  const [program, ...args] = stage.command;
  // The programs of packages are .cmd files on Windows, which only a shell runs.
  const child = spawn(program, args, {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    const finish = (passed: boolean): void =>
      resolve({ stage, passed, seconds: (performance.now() - since) / 1000, output });
    child.on('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

function environment(): NodeJS.ProcessEnv {
  const colours = process.stdout.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {};
  return { ...process.env, ...colours, ASTRO_TELEMETRY_DISABLED: '1' };
}
