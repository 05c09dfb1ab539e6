/** A small program that finds out from inside what holds it: a layer counts only when it was seen to stop something. */
import type { Command } from './command.ts';
import { tryCommand, type Trial } from './try-command.ts';

/** What the probe could do. */
export interface Reached {
  /** Read a file that it was not given. */
  files: boolean;
  /** Start a process. */
  newProcesses: boolean;
}

const code = `
const tries = {
  files: () => process.getBuiltinModule('fs').accessSync(process.argv[1]),
  newProcesses: () => { const { error } = process.getBuiltinModule('child_process').spawnSync(process.execPath, ['--version']); if (error) throw error; },
};
const reached = Object.entries(tries).map(([name, act]) => { try { act(); return [name, true]; } catch { return [name, false]; } });
console.log(JSON.stringify(Object.fromEntries(reached)));`;

/** Node itself, with nothing but the probe in it. */
const probe: Command = {
  command: process.execPath,
  args: ['--jitless', '--no-node-snapshot', '-e', code, import.meta.filename],
};

/** Runs the probe behind what shuts it in. */
export async function tryProbe(
  shut: (command: Command) => Command,
): Promise<{ works: true; reached: Reached } | (Trial & { works: false })> {
  const trial = await tryCommand(shut(probe));
  if (!trial.works) return trial;
  return { works: true, reached: JSON.parse(trial.output) as Reached };
}
