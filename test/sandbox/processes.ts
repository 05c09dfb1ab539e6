/** The processes of this machine, as Linux's /proc tells them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Those that a process started, and theirs, in no order. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map(allPids().map((one) => [one, parentOf(one)]));
  const childrenOf = (parent: number): number[] =>
    [...parents].flatMap(([child, itsParent]) => (itsParent === parent ? [child, ...childrenOf(child)] : []));
  return childrenOf(pid);
}

/** Those that run a program. */
export function pidsOf(program: string): number[] {
  return allPids().filter((pid) => linkOf(pid, 'exe') === program);
}

/** Ended, but not waited for. */
export function zombiesOf(parent: number): number[] {
  return allPids().filter((pid) => parentOf(pid) === parent && /^State:\tZ/m.test(textOf(pid, 'status')));
}

/** A file of a process; empty when the process has ended. */
export function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

export function linkOf(pid: number, name: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return undefined;
  }
}

/** Waits until it holds; a process ends soon, but not at once. Fails after about 20 seconds. */
export async function soon(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error(`After 20 seconds, still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\t(\d+)$/m.exec(textOf(pid, 'status'))?.[1]);
}
