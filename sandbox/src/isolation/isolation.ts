/** How a process is shut in: with what this machine has, found by trying it. */
import { asOwnUser, mostTasks, orphanless } from './own-user.ts';
import { bubblewrap } from './bubblewrap.ts';
import type { Command } from './command.ts';
import { findRungs, type Rungs } from './find-rungs.ts';
import { layersOf, type Layer } from './layers.ts';
import type { ProcessClass } from './process-class.ts';
import { limited } from './resource-limits.ts';
import { seccompFilter } from './seccomp.ts';
import { unshared } from './unshare.ts';

/**
 * How much holds a program that runs native code in a worker. strong: it reaches no file, process or network of the
 * machine, and little of its kernel. weak: it is held apart in part; the layers say from what. none: it can do what
 * our own user can.
 */
export type Level = 'strong' | 'weak' | 'none';

export interface Isolation {
  level: Level;
  layers: readonly Layer[];
  /** Shuts a command in. It may read the given files and folders. */
  readonly shut: (command: Command, readable: readonly string[], kind: ProcessClass) => Command;
}

/** Finds out what this machine has; `readable` are files that processes will be given. Each layer was tried, not only found. */
export async function detectIsolation(readable: readonly string[] = []): Promise<Isolation> {
  const rungs = await findRungs(readable);
  return {
    level: levelOf(rungs),
    layers: layersOf(rungs),
    shut: (command, files, kind) => shutIn(rungs, command, files, kind),
  };
}

function levelOf({ bubblewrap, seccomp, prlimit, unshare, ownUser }: Rungs): Level {
  if (bubblewrap.works && seccomp.works && prlimit.works) return 'strong';
  return bubblewrap.works || unshare.works || ownUser.works ? 'weak' : 'none';
}

function shutIn(rungs: Rungs, command: Command, files: readonly string[], kind: ProcessClass): Command {
  const { prlimit, ownUser } = rungs;
  const apart = heldApart(rungs, command, files, kind);
  return prlimit.works ? limited(prlimit.path, apart, kind, ownUser.works ? mostTasks : undefined) : apart;
}

function heldApart(rungs: Rungs, command: Command, files: readonly string[], kind: ProcessClass): Command {
  const { ownUser, setpriv, seccomp, unshare } = rungs;
  const asUser = (one: Command): Command =>
    ownUser.works ? asOwnUser(ownUser.path, one) : setpriv.works ? orphanless(setpriv.path, one) : one;
  if (rungs.bubblewrap.works) {
    const filter = seccomp.works ? seccompFilter(process.arch, kind.makesCode) : undefined;
    return asUser(bubblewrap(rungs.bubblewrap.path, { ...command, filter }, files));
  }
  if (unshare.works && setpriv.works) {
    return orphanless(setpriv.path, unshared(unshare.path, asUser(command), rungs.root));
  }
  return asUser(command);
}
