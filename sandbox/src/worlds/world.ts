/** How a world is plugged into a run. */
import type { Worlds } from '../exercise.ts';
import type { ShellEngine } from './shell-engine.ts';
import type { Tree } from './tree.ts';

/** A function of the host that the learner's code may call. Arguments and result are plain data. */
export type HostFunction = (...args: unknown[]) => unknown;

/** What the learner imports under one name. */
export interface WorldModule {
  /** Called across the isolate's border. One that gives back a promise gives the learner a promise. */
  functions: Readonly<Record<string, HostFunction>>;
  /** Plain data, copied in. */
  constants?: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a world is opened with. */
export interface Opening {
  /** The run's seed. */
  seed: number;
  /** What the world is opened for, such as a check's id: the worlds of two checks draw different bytes. */
  purpose: string;
  clock: Clock;
  /** The virtual time at which the program is loaded, ms since 1970. */
  startsAt: number;
  /** One file tree for all worlds of the check that have files. */
  tree: Tree;
  /** The handles of the check's worlds, to be looked at once all are open. */
  others: Readonly<Partial<Worlds>>;
  /** What is too large for every worker to load, by the world that needs it; in the bundles of its exercises only. */
  engines: Engines;
}

export interface Engines {
  shell?: ShellEngine;
}

/** One world of one check: made afresh for each, so nothing is left over. */
export interface World {
  /** Modules by the name that the learner imports: 'ounce:db'. */
  modules: Readonly<Record<string, WorldModule>>;
  /** What the check or exploit sees under the world's name. */
  handle: unknown;
  /** Frees what the world holds. */
  close(): void;
}

/** A program's virtual clock. */
export interface Clock {
  /** Milliseconds since 1970; before the program is loaded, the time at which it will be. */
  now(): number;
  /** Rejects when there is no program yet, and when one of its timers throws. */
  advance(milliseconds: number): Promise<void>;
}
