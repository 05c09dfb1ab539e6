/**
 * What an author writes in one exercise folder, and nothing about how it is run.
 * docs/write-an-exercise.md explains every part with an example.
 */
import type { CWorld } from './worlds/c.ts';
import type { DatabaseWorld } from './worlds/database.ts';
import type { FilesWorld } from './worlds/files.ts';
import type { HtmlWorld } from './worlds/html.ts';
import type { XmlWorld } from './worlds/xml.ts';

/** The simulated surroundings that an exercise may ask for, by name. */
export interface Worlds {
  /** A real SQLite, imported by the learner as 'ounce:db'. */
  database: DatabaseWorld;
  /** An in-memory tree with links, imported by the learner as 'node:fs' and 'node:fs/promises'. */
  files: FilesWorld;
  /** A browser's reading of a page: what would run, where links lead. */
  html: HtmlWorld;
  /** Documents parsed by libxml2, imported by the learner as 'ounce:xml'. */
  xml: XmlWorld;
  /** The program is in C, and checked: solution.c instead of solution.ts. */
  c: CWorld;
}

export type WorldName = keyof Worlds;

/** The facts of an exercise: the default export of exercise.ts. */
export interface Exercise {
  /** Kebab-case, the folder's name, never reused. */
  id: string;
  title: string;
  kind: 'fix';
  /** The CWE entries that the starter shows, the main one first. */
  weakness: readonly `CWE-${number}`[];
  /** The folder's name of the course module that leads here. */
  module: string;
  /** What the learner can do afterwards, dotted: 'input.sql.identifier'. */
  objectives: readonly string[];
  /** How long it takes a developer who has read the lesson. */
  minutes: number;
  /** The names that the learner's solution.ts must export as functions. */
  entry: readonly string[];
  worlds: readonly WorldName[];
  /** For each file in wrong/: the check or exploit whose feedback it must get first. */
  wrong: Readonly<Record<string, { caughtBy: string }>>;
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
