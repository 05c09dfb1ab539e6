import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { listExercises, readSolutions, type LoadedExercise, type WorldName } from '@ounce/sandbox';
import { programsIn } from '../../sandbox/src/catalogue.ts';
import { graderFor, makeExercise, verdictOn } from './probe-exercise.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const typesFolder = path.join(root, 'sandbox', 'types');

/** What the editor on the page is set to. */
const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  lib: ['lib.esnext.d.ts'],
  types: [],
  // An editor has no packages; here one of this name may stand in node_modules.
  paths: { undici: [path.join(typesFolder, 'network.d.ts')] },
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  noEmit: true,
};

/** The declarations of an exercise with these worlds: those that its editor gets. */
function declarations(worlds: readonly WorldName[]): string[] {
  return ['platform', 'http', ...worlds]
    .map((name) => path.join(typesFolder, `${name}.d.ts`))
    .filter((file) => existsSync(file));
}

const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the editor would underline in programs that are held in memory, by folder and file, and in the declarations. */
function typeErrors(programs: ReadonlyMap<string, string>, worlds: readonly WorldName[]): string[] {
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (file) => programs.get(file) ?? disk.readFile(file),
    fileExists: (file) => programs.has(file) || disk.fileExists(file),
    getSourceFile: (file, version) => {
      const text = programs.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, version);
      if (!parsed.has(file)) parsed.set(file, disk.getSourceFile(file, version));
      return parsed.get(file);
    },
  };
  const program = ts.createProgram([...declarations(worlds), ...programs.keys()], options, host);
  const ours = program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file));
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ].map(shown);
}

function shown({ file, start, messageText }: ts.Diagnostic): string {
  const line =
    file === undefined
      ? ''
      : `${path.relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}: `;
  return `${line}${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** Everything that a learner is given, may write or is shown, each in a folder of its own. */
async function programsOf(exercise: LoadedExercise): Promise<Map<string, string>> {
  const { reference, accepted } = await readSolutions(exercise);
  const wrong = await programsIn(path.join(exercise.folder, 'wrong'));
  const all = [
    { name: 'starter', files: exercise.files },
    { name: 'reference', files: reference },
    ...accepted.map(({ name, files }) => ({ name: `accepted/${name}`, files })),
    ...wrong.map(({ name, files }) => ({ name: `wrong/${name}`, files })),
  ];
  return new Map(
    all.flatMap(({ name, files }) =>
      Object.entries(files)
        .filter(([file]) => file.endsWith('.ts'))
        .map(([file, text]) => [path.join(exercise.folder, name.replace(/\.ts$/, ''), file), text] as const),
    ),
  );
}

test('no program of an exercise has an error in the learner’s editor', async () => {
  const folders = ['exercises', 'scripts/new-exercise/template'].map((folder) => path.join(root, folder));
  const exercises = (await Promise.all(folders.map((folder) => listExercises(folder)))).flat();
  assert.ok(exercises.length >= 5);
  const errors: string[] = [];
  for (const exercise of exercises) errors.push(...typeErrors(await programsOf(exercise), exercise.worlds));
  assert.deepEqual([...new Set(errors)], []);
});

test('the learner’s editor knows what programs commonly use', () => {
  const text = `import { Buffer as Bytes } from 'node:buffer';
import fs, { type Stats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { URL as Address, pathToFileURL } from 'node:url';
import type { NextFunction, Request, Response } from 'ounce:http';
export async function handle(req: Request, res: Response, next: NextFunction): Promise<void> {
  const stats: Stats | undefined = statSync(req.path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return next();
  const bytes: Bytes = await readFile(pathToFileURL(req.path));
  const head: string = bytes.subarray(0, 4).toString('hex') + Buffer.from('x').slice(0, 1).toString();
  const address: Address = new Address('/', 'https://site.example');
  if (bytes instanceof Buffer && Buffer.isBuffer(bytes)) res.writeHead(200, { 'content-type': path.posix.extname(req.path) });
  res.set({ etag: head }).status(200).send(fs.readFileSync(address, 'utf8').replaceAll('a', req.get('x') ?? ''));
}`;
  assert.deepEqual(typeErrors(new Map([['/probe/solution.ts', text]]), ['files']), []);
});

const underlined: Record<string, string> = {
  'a browser’s global': 'document.title;',
  'a network that the exercise has not': `fetch('https://site.example/');`,
  'a global of Node': 'process.exit();',
  'what a world of another exercise has': `import { query } from 'ounce:db'; query('');`,
  'a module that is not there': `import 'node:child_process';`,
  'a wrong type': 'const n: number = "x"; n;',
  'a value that may be undefined': 'const url = URL.parse("x"); url.href;',
  'what can’t be stripped': 'enum A { B }; A;',
};

test('the learner’s editor underlines what does not run there', () => {
  for (const [what, text] of Object.entries(underlined)) {
    assert.notDeepEqual(typeErrors(new Map([['/probe/solution.ts', text]]), ['files']), [], what);
  }
});

const modules: Record<string, WorldName | undefined> = {
  'node:path': undefined,
  'node:url': undefined,
  'node:buffer': undefined,
  'node:fs': 'files',
  'node:fs/promises': 'files',
  'ounce:db': 'database',
  'ounce:db/async': 'database',
  'node:dns': 'network',
  'node:dns/promises': 'network',
  'node:net': 'network',
  undici: 'network',
  'ounce:xml': 'xml',
};

test('the declarations name what the sandbox has, and all of it', async (t) => {
  const declared = declaredNames();
  const checks = `[{ id: 'lists', task: 1, title: 'It lists', feedback: 'f', async holds({ app }) { return { observed: JSON.stringify(await app.call('solve')) }; } }]`;
  const grader = await graderFor(t, await makeExercise({ checks, worlds: ['files', 'database', 'network', 'xml'] }));
  const imports = Object.keys(modules).map((name, i) => `import * as m${i} from '${name}';`);
  const source = `${imports.join('\n')}
const namesOf = (value: object) => Object.keys(value).filter((name) => name !== 'default').sort();
export function solve() {
  return { modules: { ${Object.keys(modules)
    .map((name, i) => `'${name}': namesOf(m${i})`)
    .join(', ')} },
    globals: ${JSON.stringify(declared.globals)}.filter((name) => name in globalThis),
    missing: Object.keys(globalThis).concat(['URL', 'URLSearchParams', 'Buffer', 'TextEncoder', 'TextDecoder', 'structuredClone', 'atob', 'btoa']).filter((name) => !${JSON.stringify(declared.globals)}.includes(name)) };
}`;
  const { observed } = (await verdictOn(grader, source)).checks[0]!;
  assert.deepEqual(JSON.parse(observed ?? 'null'), { ...declared, missing: [] });
});

function declaredNames(): { modules: Record<string, string[]>; globals: string[] } {
  const program = ts.createProgram(declarations(['files', 'database', 'network', 'xml']), options);
  const checker = program.getTypeChecker();
  const ambient = new Map(checker.getAmbientModules().map((module) => [module.name.replaceAll('"', ''), module]));
  const isValue = (symbol: ts.Symbol): boolean => {
    const end = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return (end.flags & ts.SymbolFlags.Value) !== 0;
  };
  const namesOf = (name: string): string[] =>
    checker
      .getExportsOfModule(ambient.get(name)!)
      .filter((symbol) => isValue(symbol) && symbol.name !== 'default')
      .map(({ name }) => name)
      .sort();
  const globals = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/types\/(?:platform|network)\.d\.ts$/.test(fileName))
    .flatMap(({ statements }) => statements.flatMap(globalNames));
  return {
    modules: Object.fromEntries(Object.keys(modules).map((name) => [name, namesOf(name)])),
    globals: globals.sort(),
  };
}

function globalNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name!.text];
  return [];
}

test('every file of declarations is one that an editor gets', () => {
  const known = declarations(['clock', 'crypto', 'database', 'files', 'html', 'network', 'shell', 'xml']).map((file) =>
    path.basename(file),
  );
  known.push('client.d.ts', 'testing.d.ts');
  assert.deepEqual(
    readdirSync(typesFolder)
      .filter((file) => file.endsWith('.d.ts'))
      .sort(),
    known.sort(),
  );
});
