/**
 * What an author writes in one exercise folder, and nothing about how it is run.
 * docs/write-an-exercise.md explains every part with an example.
 */
import type { CWorld } from './worlds/c.ts';
import type { ClockWorld } from './worlds/clock.ts';
import type { CryptoWorld } from './worlds/crypto.ts';
import type { DatabaseWorld } from './worlds/database.ts';
import type { FilesWorld } from './worlds/files.ts';
import type { HtmlWorld } from './worlds/html.ts';
import type { NetworkWorld } from './worlds/network.ts';
import type { ShellWorld } from './worlds/shell.ts';
import type { XmlWorld } from './worlds/xml.ts';

/** The simulated surroundings that an exercise may ask for, by name. */
export interface Worlds {
  /** A hand on the virtual clock: what expires, what is throttled. */
  clock: ClockWorld;
  /** The safe part of Node's cryptography, imported by the learner as 'node:crypto'; every use on record. */
  crypto: CryptoWorld;
  /** A real SQLite, imported by the learner as 'ounce:db', or 'ounce:db/async'. */
  database: DatabaseWorld;
  /** An in-memory tree with links, imported by the learner as 'node:fs' and 'node:fs/promises'. */
  files: FilesWorld;
  /** A browser's reading of a page: what would run, where links lead. */
  html: HtmlWorld;
  /** Names, addresses and services behind `fetch`, 'node:dns', 'node:net' and 'undici'. */
  network: NetworkWorld;
  /** A shell and programs on an in-memory tree, imported by the learner as 'node:child_process'. */
  shell: ShellWorld;
  /** Documents parsed by libxml2, imported by the learner as 'ounce:xml'. */
  xml: XmlWorld;
  /** The program is in C, and checked: solution.c instead of solution.ts. */
  c: CWorld;
}

export type { Program, ProgramCall, ProgramResult } from './worlds/shell.ts';

export type WorldName = keyof Worlds;

/** The facts of an exercise: the default export of exercise.ts. `kind` says what the folder holds beside it. */
export type Exercise = FixExercise | BreakExercise | TestExercise | SpotExercise | ReviewExercise;

export type ExerciseKind = Exercise['kind'];

interface Facts {
  /** Kebab-case, the folder's name, never reused. */
  id: string;
  title: string;
  /** The CWE entries that the program shows, the main one first. */
  weakness: readonly `CWE-${number}`[];
  /** The folder's name of the course module that leads here. */
  module: string;
  /** What the learner can do afterwards, dotted: 'input.sql.identifier'. */
  objectives: readonly string[];
  /** How long it takes a developer who has read the lesson. */
  minutes: number;
  /** The surroundings of the program; of the app, in the kinds that have one. */
  worlds: readonly WorldName[];
  /** For each file in wrong/: the finding whose feedback it must get first. */
  wrong: Readonly<Record<string, { caughtBy: string }>>;
}

/** The starter works and is vulnerable: make every exploit fail and keep every function. */
export interface FixExercise extends Facts {
  kind: 'fix';
  /** The names that the learner's solution.ts must export as functions. */
  entry: readonly string[];
}

/** The app is vulnerable: write the input or the client that makes it misbehave. */
export interface BreakExercise extends Facts {
  kind: 'break';
  /** The names that the learner's solution.ts must export as functions. */
  entry: readonly string[];
  /** The functions and the handler of app.ts that the learner's program may call, as a client would. */
  app: AppFace;
}

/** Write the security test: it must pass on every safe version of the app and fail on every mutant. */
export interface TestExercise extends Facts {
  kind: 'test';
  /** What of the app the test may import from './app.ts'. */
  app: AppFace;
  /** For each file in safe/: what is right about it in its own way, as a title. */
  safe: Readonly<Record<string, { title: string }>>;
  /** For each file in mutants/: what it does wrong, named by behaviour. */
  mutants: Readonly<Record<string, { title: string; feedback: string }>>;
}

/** Mark the lines at fault in code.ts and name the weakness. The learner's file is answer.json. */
export interface SpotExercise extends Facts {
  kind: 'spot';
  /** The places at fault, in the order in which they are reported. */
  spots: readonly Spot[];
  /** Lines that look like a fault and are none: why, for who marks them. */
  innocent: readonly { lines: readonly [from: number, to: number]; why: string }[];
  /** What the weakness could be called; exactly one is right. */
  names: readonly WeaknessName[];
}

export interface Spot {
  /** Kebab-case, unique in the exercise. */
  id: string;
  /** Lines of code.ts, both included: one mark on any of them finds the place, or up to `tolerance` lines beside them. */
  lines: readonly [from: number, to: number];
  /** 1 unless set. */
  tolerance?: number;
  /** What is wrong there; shown when it is found. */
  title: string;
  /** What to look for, shown while it is not found. Never the line. */
  feedback: string;
}

export interface WeaknessName {
  cwe: `CWE-${number}`;
  /** CWE's own name, or a shorter one that practitioners use. */
  name: string;
  right?: true;
  /** Why it is, or is not, this one. */
  why: string;
}

/** Say of each patch whether it holds; where it does not, give the input that still gets through. The file is answer.json. */
export interface ReviewExercise extends Facts {
  kind: 'review';
  /** The functions that before.ts and each patch export. */
  app: AppFace;
  /** For each file in patches/: what its author says, whether it holds, and what to think about when it is misjudged. */
  patches: Readonly<Record<string, { claim: string; holds: boolean; feedback: string }>>;
  /** What the learner types for a patch that does not hold. */
  input: { label: string; example: string };
}

/** What of an app can be called from outside. */
export interface AppFace {
  functions: readonly string[];
  /** The Express-like `(req, res)` function that answers requests, if there is one. */
  handler?: string;
}

/**
 * Sets the worlds up before the learner's program is loaded, and again, with the same drawn values, for every
 * check and exploit. The default export of scene.ts (optional). What it gives back, plain data, reaches the checks as `scene`.
 */
export type SetUp<W extends WorldName, S> = (worlds: { readonly draw: Draw } & Readonly<Pick<Worlds, W>>) => S;

/** What one check or one exploit has to work with: fresh worlds each time; only the learner's program stays loaded. */
export type Stage<W extends WorldName = never, S = undefined> = {
  readonly app: App;
  /** Its own values for each check, whatever the order in which checks run. */
  readonly draw: Draw;
  readonly scene: S;
} & Readonly<Pick<Worlds, W>>;

/** A thing that must keep working. The default export of functional.ts is a list of them. */
export interface Check<W extends WorldName = never, S = undefined> {
  /** Kebab-case, unique in the exercise. */
  id: string;
  /** The number of the task in instructions.mdx that asks for it. */
  task: number;
  /** What the program does when it is right: "A search finds customers by a part of their name". */
  title: string;
  /** What to look at when it does not hold. No solution, no "you". */
  feedback: string;
  /** True, or what was seen instead. A rejection counts as not held. */
  holds(stage: Stage<W, S>): Promise<true | Seen>;
}

/** An attack, fired for real. The default export of exploits.ts is a ladder of them, from the first idea to the last. */
export interface Exploit<W extends WorldName = never, S = undefined> {
  /** Kebab-case, unique in the exercise. */
  id: string;
  /** What the attacker tries: "A quote closes the string in the login query". */
  title: string;
  /** What the attack did, what it reached, where to look; never the solution. */
  feedback: string;
  /** A variant whose payload is never shown, so that it can't be blocked by name. */
  hidden?: true;
  /**
   * False when the attack reached nothing, else what it sent and what it reached, judged by effect.
   * A rejection means that the attack could not be tried, which is no defence: use `app.attempt` for
   * calls that a right fix may refuse.
   */
  lands(stage: Stage<W, S>): Promise<false | Seen>;
}

/** What the learner's attack must reach. The default export of goals.ts, in an exercise of kind break, is a list of them. */
export interface Goal<W extends WorldName = never, S = undefined> {
  /** Kebab-case, unique in the exercise. */
  id: string;
  /** The number of the task in instructions.mdx that asks for it. */
  task: number;
  /** What the attack does to the app: "An order is taken with a negative total". */
  title: string;
  /** Where to look when it is not reached. No solution, no "you". */
  feedback: string;
  /** True when the attack reached it, judged by effect, else what was seen instead. */
  reached(stage: AttackStage<W, S>): Promise<true | Seen>;
}

/** What one goal has to work with: the learner's program and the app, each in an isolate of its own, both new. */
export type AttackStage<W extends WorldName = never, S = undefined> = Stage<W, S> & {
  /** The app that is attacked. Its author may call every export, and looks at its worlds. */
  readonly target: Target;
};

export interface Target extends App {
  /** What the learner's program sent to the app, in order. */
  readonly calls: readonly { name: string; args: readonly unknown[] }[];
  /** Why the app ended, when the attack made it break a limit: time or memory. */
  readonly stopped: 'time' | 'memory' | undefined;
}

/** Tries a learner's input on a patched app. The default export of attack.ts, in an exercise of kind review. */
export type Attack<W extends WorldName = never, S = undefined> = (
  stage: Stage<W, S>,
  input: string,
) => Promise<false | Seen>;

/** What a check or an exploit saw, for the learner to read. */
export interface Seen {
  /** What was sent: a call, a request, a value. */
  payload?: string;
  /** What happened: "the query became …; 2 users' secrets came back". */
  observed: string;
}

/** The learner's program as a check sees it: only data crosses. */
export interface App {
  /** Calls an exported function; rejects with LearnerError when the learner's code throws. Promises are awaited. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Calls an exported function and gives back what happened, whether it returned or threw. */
  attempt(name: string, ...args: readonly unknown[]): Promise<Attempted>;
  /** Calls an exported `(req, res) => …` handler as an Express-like server would; a throw becomes a response with status 500. */
  request(name: string, request: RequestInit): Promise<Response>;
  /**
   * How the CPU time of an exported function grows with the size of its input: at least three sizes. The calls are made in a
   * program of their own and may be cut off at the limit of one call, which is no fault but evidence.
   */
  cost(name: string, argsOfSize: (size: number) => readonly unknown[], sizes: readonly number[]): Promise<Cost>;
  /**
   * Begins several calls at once, each a function's name and its arguments, and gives back what happened to each. At
   * every asynchronous operation of the database, the files or the network, and at timers, it is drawn which call goes on.
   */
  together(calls: readonly (readonly [name: string, ...args: unknown[]])[]): Promise<Attempted[]>;
  /** Tries an attack that depends on the interleaving up to so many times, until it lands; each time another one is drawn. */
  races(tries: number, attack: (nth: number) => Promise<false | Seen>): Promise<false | Seen>;
}

/** Growth, to be judged; the milliseconds behind it are the machine's and differ from run to run, so no finding may tell them. */
export interface Cost {
  /** By size. Where a call was cut off, larger sizes were not tried. */
  readonly points: readonly CostPoint[];
  /** e in "time grows as size to the power of e"; 0 for what is too quick to measure. */
  readonly exponent: number;
  /** The largest size that was tried took more than one call may. */
  readonly cutOff: boolean;
  /** linear: e below 1.5, or too quick to measure; polynomial: below 4; exponential: from there on. */
  readonly growth: 'linear' | 'polynomial' | 'exponential';
}

export interface CostPoint {
  readonly size: number;
  /** CPU milliseconds of the quickest of a few calls. */
  readonly ms: number;
  readonly cutOff: boolean;
}

export type Attempted = { outcome: 'returned'; value: unknown } | { outcome: 'threw'; name: string; message: string };

/** A request to an Express-like handler. Keys left out are empty. */
export interface RequestInit {
  method?: string;
  /** The path as the client sent it, still percent-encoded, with its query. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Route parameters, already percent-decoded once as routers do. */
  params?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** What an Express-like handler answered. */
export interface Response {
  /** 200 unless set; 500 when the handler threw; 0 when it never answered. */
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Text as sent; JSON bodies as their text. */
  body: string;
  /** The message of what the handler threw, if it threw. */
  threw?: string;
}

/** Values drawn from the run's seed, so that canned answers fail and a seed repeats a run. */
export interface Draw {
  /** A whole number from min to max, both included. */
  int(min: number, max: number): number;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  /** A person's first name, capitalised: letters a–z only. */
  name(): string;
  /** A lower-case word of 4 to 9 letters. */
  word(): string;
  /** A lower-case hexadecimal text of 16 characters, for secrets to look for. */
  token(): string;
}
