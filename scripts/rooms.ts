/** The rooms of the house, who may import whom, and the findings when a file does not keep to it. DESIGN: "Rooms". */
import path from 'node:path';
import { referencesOf, type Reference } from './references-of.ts';

/** Files by their path from the root, with `/` on every platform. */
export type Sources = ReadonlyMap<string, string>;

interface Room {
  /** Folders, ending in `/`, and single files. */
  readonly holds: readonly string[];
  /** Rooms whose files it may import, besides its own. */
  readonly mayImport: readonly string[] | 'all';
  /** Of Node's own modules only these; any when left out. */
  readonly builtins?: readonly string[];
  /** Whether it may import packages from the registry. */
  readonly noPackages?: true;
}

const rooms: Readonly<Record<string, Room>> = {
  pages: { holds: ['src/pages/'], mayImport: ['components', 'services', 'domain'] },
  components: { holds: ['src/components/'], mayImport: ['domain'] },
  services: { holds: ['src/services/'], mayImport: ['domain', 'db', 'sandbox', 'verify'] },
  db: { holds: ['src/db/'], mayImport: ['domain'] },
  domain: { holds: ['src/domain/'], mayImport: [], builtins: [] },
  host: { holds: ['src/host.ts', 'src/host/'], mayImport: ['services', 'domain', 'config', 'sandbox'] },
  config: { holds: ['src/config.ts'], mayImport: [] },
  content: { holds: ['src/content.config.ts'], mayImport: ['services', 'domain'] },
  environment: { holds: ['src/env.d.ts'], mayImport: ['services', 'domain'] },
  middleware: { holds: ['src/middleware.ts'], mayImport: ['services', 'domain'] },
  public: { holds: ['public/'], mayImport: [], noPackages: true },
  courses: { holds: ['courses/'], mayImport: [], builtins: [], noPackages: true },
  sandbox: { holds: ['sandbox/'], mayImport: [] },
  verify: { holds: ['packages/verify/'], mayImport: [], builtins: ['node:crypto', 'node:zlib'] },
  cli: { holds: ['packages/cli/'], mayImport: ['sandbox', 'verify'] },
  scripts: { holds: ['scripts/'], mayImport: 'all' },
  test: { holds: ['test/'], mayImport: 'all' },
};

/** Each exercise is a room: its facts and checks need types to write against, and what makes assertions short. */
const exercise: Room = {
  holds: [],
  mayImport: [],
  builtins: ['node:assert', 'node:assert/strict', 'node:util'],
  noPackages: true,
};
const exerciseTypes = 'sandbox/src/exercise.ts';

/** The one shape that web, CLI and exam share: every room of src/ may know its type. */
const sharedShape = 'sandbox/src/verdict.ts';

/** Files at the root that set up tools. */
const configuration: Room = { holds: [], mayImport: 'all' };

/** The names of the workspaces and the files that they stand for. */
const workspaces: Readonly<Record<string, string>> = {
  '@ounce/sandbox': 'sandbox/src/index.ts',
  '@ounce/sandbox/': 'sandbox/src/',
  '@ounce/verify': 'packages/verify/src/index.ts',
  '@ounce/verify/': 'packages/verify/src/',
  ounce: 'packages/cli/src/index.ts',
};

/** Programs that run in the learner's isolate, or that learners are shown as such. */
const learnersFile =
  /^exercises\/[^/]+\/(?:starter|reference|accepted|wrong|app|safe|mutants|patches|before|code)(?:\.ts$|\/)/;
/** What decides, and what answers. The tables in exercise.ts hold answers of some kinds. */
const privateFile =
  /^exercises\/[^/]+\/(?:exercise|reference|functional|exploits|goals|attack|accepted|wrong|safe|mutants)(?:\.[a-z]+$|\/|$)/;
const code = /\.(?:[cm]?[jt]sx?|astro|mdx)$/;

/** Files of code that stand in no room, and so under no rule. */
export function strayFiles(files: Iterable<string>): string[] {
  return [...files]
    .filter((file) => code.test(file) && roomOf(file) === undefined)
    .map((file) => `${file}: stands in no room; move it into one, or give it one in scripts/rooms.ts`);
}

/** Imports that leave their room for one that it may not use. */
export function forbiddenImports(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) =>
    referencesOf(file, text)
      .filter((reference) => reference.by === 'import')
      .flatMap((reference) => objectionTo(file, reference) ?? [])
      .map((objection) => `${file}: ${objection}`),
  );
}

/** Places in src/ that reach for a file of an exercise which must not get near a page. */
export function privateFilesNamed(sources: Sources): string[] {
  const privates = [...sources.keys(), ...samples].filter((file) => privateFile.test(file));
  return [...sources]
    .filter(([file]) => file.startsWith('src/'))
    .flatMap(([file, text]) =>
      referencesOf(file, text)
        .filter((reference) => reaches(file, reference, privates))
        .map(
          (reference) =>
            `${file}: ${reference.by} of "${reference.texts.join('", "')}" reaches the reference, checks or fixes of an exercise; ask @ounce/sandbox for what may be shown`,
        ),
    );
}

/** One of each kind, so that a pattern is caught before there is a file that it matches. */
const samples = [
  ...[
    'exercise.ts',
    'functional.ts',
    'exploits.ts',
    'goals.ts',
    'attack.ts',
    'safe.ts',
    'safe/any.ts',
    'mutants/any.ts',
  ],
  ...['reference.ts', 'reference.json', 'accepted/any.ts', 'accepted/any.json', 'wrong/any.ts', 'wrong/any.json'],
].map((name) => `exercises/any/${name}`);

function reaches(file: string, { by, texts }: Reference, privates: readonly string[]): boolean {
  if (by === 'import') return texts.some((text) => privateFile.test(targetOf(file, text) ?? ''));
  const starts = [path.posix.dirname(file), ''];
  const folders = starts.flatMap((start) => [start, ...texts.map((text) => within(start, text))]);
  const targets = folders.flatMap((folder) => texts.map((text) => within(folder, text)));
  return targets.some(
    (target) => privateFile.test(target) || privates.some((one) => path.posix.matchesGlob(one, target)),
  );
}

function within(folder: string, text: string): string {
  return text.startsWith('/') ? text.slice(1) : path.posix.join(folder, text);
}

function objectionTo(file: string, { texts: [text = ''], typeOnly }: Reference): string | undefined {
  const home = roomOf(file);
  if (home === undefined) return undefined;
  const target = targetOf(file, text);
  if (target === undefined) return packageObjection(file, home, text);
  const other = roomOf(target);
  if (home.room.mayImport === 'all' || other?.name === home.name) return undefined;
  if (home.room === exercise) return exerciseObjection(target, text, typeOnly);
  if (isLook(file, target) || (typeOnly && target === sharedShape && file.startsWith('src/'))) return undefined;
  if (other !== undefined && home.room.mayImport.includes(other.name)) return undefined;
  const where = other?.name ?? `no room (${target})`;
  return `imports "${text}", which stands in ${where}; ${home.name} may import ${list(home.room.mayImport)}`;
}

/** Style sheets and images belong to all of src/. */
function isLook(file: string, target: string): boolean {
  return [file, target].every((one) => one.startsWith('src/')) && /\.(?:css|svg|png|webp)$/.test(target);
}

function exerciseObjection(target: string, text: string, typeOnly: boolean): string | undefined {
  if (target === exerciseTypes && typeOnly) return undefined;
  if (target === exerciseTypes) return `imports values from "${text}"; an exercise may only \`import type\` from it`;
  return `imports "${text}"; an exercise may import its own files and the types of @ounce/sandbox/exercise`;
}

function packageObjection(file: string, { name, room }: Home, text: string): string | undefined {
  if (learnersFile.test(file) && /^(?:(?:node|ounce):|undici$)/.test(text)) return undefined;
  const builtin = text.startsWith('node:');
  if (builtin && room.builtins && !room.builtins.includes(text)) {
    return `imports "${text}"; of Node's own modules ${name} may import ${list(room.builtins)}`;
  }
  if (!builtin && room.noPackages) return `imports the package "${text}"; ${name} may import no packages`;
  return undefined;
}

/** The file that an import leads to, or undefined when it leads out of the repository. */
function targetOf(file: string, text: string): string | undefined {
  const specifier = text.replace(/[?#](?!src\/).*$/, '');
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  if (specifier.startsWith('/')) return specifier.slice(1);
  if (specifier.startsWith('#src/')) return specifier.slice(1);
  const exact = workspaces[specifier];
  if (exact !== undefined) return exact;
  const prefix = Object.keys(workspaces).find((name) => name.endsWith('/') && specifier.startsWith(name));
  if (prefix === undefined) return undefined;
  return `${workspaces[prefix] ?? ''}${specifier.slice(prefix.length)}.ts`;
}

interface Home {
  readonly name: string;
  readonly room: Room;
}

function roomOf(file: string): Home | undefined {
  const name = /^exercises\/[^/]+(?=\/)/.exec(file)?.[0];
  if (name !== undefined) return { name, room: exercise };
  if (/^[\w-]+\.config\.[jt]s$/.test(file)) return { name: 'configuration', room: configuration };
  const entry = Object.entries(rooms).find(([, { holds }]) => holds.some((place) => isIn(place, file)));
  return entry && { name: entry[0], room: entry[1] };
}

function isIn(place: string, file: string): boolean {
  return place.endsWith('/') ? file.startsWith(place) : file === place;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
