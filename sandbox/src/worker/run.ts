/** One submission under judgement: its worlds, its programs, what they printed and what they used. */
import { createHash } from 'node:crypto';
import type { Cost, Draw, SetUp, Stage, WorldName } from '../exercise.ts';
import type { CompiledFile } from '../compile/compiled.ts';
import { createDraw } from '../draw.ts';
import { limits } from '../limits.ts';
import type { Verdict } from '../verdict.ts';
import { worldOpeners } from '../worlds/openers.ts';
import { platformModules } from '../worlds/platform.ts';
import { Tree } from '../worlds/tree.ts';
import type { Clock, Engines, Opening, World, WorldModule } from '../worlds/world.ts';
import { costOf } from './cost.ts';
import { openProgram, type Measured, type Program } from './program.ts';
import { logIn } from './reply.ts';
import type { WarmIsolate } from './warm-isolate.ts';

/** The worlds of one check, opened and set up. */
export interface Surroundings {
  readonly handles: Readonly<Record<string, unknown>>;
  readonly modules: Readonly<Record<string, WorldModule>>;
  readonly scene: unknown;
  close(): void;
}

export interface RunOptions {
  seed: number;
  worlds: readonly WorldName[];
  setUp: SetUp<WorldName, unknown> | undefined;
  /** What the worlds need and not every exercise's bundle has. */
  engines: Engines;
  /** Gives a fresh isolate each time it is called. */
  warm: () => WarmIsolate;
  /** How many times its CPU limit a call may take on the clock, before it is cut off. */
  patience: number;
}

/** A program to load. */
export interface Loading {
  files: readonly CompiledFile[];
  /** The file to begin with. */
  main: string;
  /** The functions that it must export. */
  entry: readonly string[];
  /** Asked at every call, since worlds are new for each check. */
  modules(): Readonly<Record<string, WorldModule>>;
  /** It calls another program, and waits as long as that one may take. */
  waits?: boolean;
}

export class Run {
  readonly #options: RunOptions;
  #log: Verdict['log'] = { lines: [], dropped: 0 };
  #cpuMs = 0;
  #cutOffs = 0;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  get log(): Verdict['log'] {
    return this.#log;
  }

  /** CPU milliseconds of the programs that have ended. */
  get cpuMs(): number {
    return this.#cpuMs;
  }

  /**
   * Fresh worlds, with what the scene puts into them: the same for every check. Close them. The clock is that of the
   * program, as soon as there is one.
   */
  surround(purpose: string, program: () => Program | undefined): Surroundings {
    const { seed, setUp, engines } = this.#options;
    const handles: Record<string, unknown> = {};
    const opening: Opening = {
      seed,
      purpose,
      clock: this.#clockOf(program),
      startsAt: this.#startsAt,
      tree: new Tree(),
      others: handles,
      engines,
    };
    const worlds = this.#options.worlds.map((name): [WorldName, World] => [name, worldOpeners[name](opening)]);
    for (const [name, world] of worlds) handles[name] = world.handle;
    const draw: Draw = createDraw(seed, 'scene');
    const scene = setUp?.({ draw, ...handles } as never);
    const modules = Object.assign({}, platformModules, ...worlds.map(([, world]) => world.modules)) as Record<
      string,
      WorldModule
    >;
    return { handles, modules, scene, close: () => worlds.forEach(([, world]) => world.close()) };
  }

  /** Values of its own for each check, whatever the order in which checks run. */
  draw(id: string): Draw {
    return createDraw(this.#options.seed, `check ${id}`);
  }

  /** How calls at once interleave in a check. */
  schedule(id: string): Draw {
    return createDraw(this.#options.seed, `schedule ${id}`);
  }

  #clockOf(program: () => Program | undefined): Clock {
    return {
      now: () => program()?.now() ?? this.#startsAt,
      advance: async (milliseconds) => {
        const loaded = program();
        if (!loaded) throw new Error('The clock can be moved once the program is loaded: in checks and exploits');
        await loaded.advance(milliseconds);
      },
    };
  }

  get #startsAt(): number {
    return startOf(this.#options.seed);
  }

  /** What a check gets, but for the program. */
  stage(id: string, { handles, scene }: Surroundings): Omit<Stage<WorldName, unknown>, 'app'> {
    return { draw: this.draw(id), scene, ...handles } as unknown as Stage<WorldName, unknown>;
  }

  /** Loads a program into a fresh isolate. Throws ProgramFault when it can't be loaded. */
  open({ waits = false, ...loading }: Loading): Program {
    const { patience } = this.#options;
    const program = this.#openIn(loading, this.#cpuMs, waits ? patience * 3 : patience);
    return { ...program, cost: (...wanted) => this.#cost(loading, ...wanted) };
  }

  /** Measured in a program of its own, the CPU time of which is no part of the run's. */
  async #cost(loading: Omit<Loading, 'waits'>, ...wanted: Parameters<Program['cost']>): Promise<Cost> {
    if (this.#cutOffs >= limits.costCutOffs)
      throw new Error(`At most ${limits.costCutOffs} measurements of one run may be cut off`);
    const cost = await costOf((patience) => this.#openIn(loading, 0, patience), ...wanted);
    if (cost.cutOff) this.#cutOffs++;
    return cost;
  }

  #openIn(loading: Omit<Loading, 'waits'>, cpuUsedMs: number, patience: number): Measured {
    const { seed, warm: takeWarm } = this.#options;
    const warm = takeWarm();
    try {
      const now = this.#startsAt;
      return openProgram(warm, { ...loading, seed: hashOf(seed, 'random'), now, cpuUsedMs, patience });
    } catch (error) {
      if (!warm.isolate.isDisposed) warm.isolate.dispose();
      throw error;
    }
  }

  /** Ends a program, keeping its log and what it used. */
  end(program: Program): void {
    this.keepLog(program);
    this.drop(program);
  }

  /** Ends a program, and its log with it. */
  drop(program: Program): void {
    this.#cpuMs = Math.max(this.#cpuMs, program.cpuMs());
    program.dispose();
  }

  /** Takes over what the program printed so far. */
  keepLog(program: Program): void {
    let taken: Verdict['log'];
    try {
      taken = logIn(program.takeLog());
    } catch {
      return; // An isolate that broke a limit has no log left to give.
    }
    // The caps are the run's, however often a program is started.
    let bytes = this.#log.lines.reduce((sum, { text }) => sum + text.length, 0);
    const lines = taken.lines.filter(({ text }, i) => {
      if (this.#log.lines.length + i >= limits.logLines || bytes >= limits.logBytes) return false;
      bytes += text.length;
      return true;
    });
    this.#log = {
      lines: [...this.#log.lines, ...lines],
      dropped: this.#log.dropped + taken.dropped + taken.lines.length - lines.length,
    };
  }
}

/** The virtual clock's start: nine in the morning of a day in 2026. */
function startOf(seed: number): number {
  return Date.UTC(2026, 0, 1, 9) + (hashOf(seed, 'day') % 360) * 86_400_000;
}

/** 32 bits of a seed that don't lead back to it: who knew the seed would know every drawn value, and the order of the checks. */
function hashOf(seed: number, label: string): number {
  return createHash('sha256').update(`${label} ${seed}`).digest().readUInt32LE();
}
