/** From a learner's C to a function that the isolate can load. Runs in the C compiler's process: its input is hostile. */
import type { CompileReply } from '../compile/compiled.ts';
import type { Fault } from '../verdict.ts';
import { clang, type Files } from './clang.ts';
import { faultOf } from './diagnostics.ts';
import { headerFolder, linkFlags, programFlags, runtimeFlags } from './flags.ts';
import { readLineTable } from './line-table.ts';
import { objectionToSource, objectionToWords } from './source-rules.ts';
import { sectionsOf, strippedModule } from './wasm-sections.ts';

/** The runtime as one object file. `sources`: the files of sandbox/runtime, by their path there. */
export async function compileRuntime(sources: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const units = Object.keys(sources).filter((name) => name.endsWith('.c'));
  const folders = { ...treeOf(sources) };
  const { succeeded, files, said } = await clang(
    [...runtimeFlags, '-nostdlib', '-Wl,-r', ...units, '-o', 'runtime.o'],
    folders as Files,
  );
  const object = files['runtime.o'];
  if (!succeeded || !(object instanceof Uint8Array)) throw new Error(`Cannot compile the C runtime: ${said}`);
  return object;
}

export interface CProgram {
  files: Readonly<Record<string, string>>;
  /** The functions that are called from outside. */
  entry: readonly string[];
}

export interface Kit {
  /** What compileRuntime() made. */
  runtime: Uint8Array;
  /** Headers by name: 'string.h'. */
  headers: Readonly<Record<string, string>>;
}

/** Compiles a program; the first fault ends it. */
export async function compileC({ files, entry }: CProgram, { runtime, headers }: Kit): Promise<CompileReply> {
  const names = Object.keys(files);
  for (const [file, source] of Object.entries(files)) {
    const objection = objectionToSource(source, Object.keys(headers), names);
    if (objection) return faulty({ code: 'syntax', ...objection, file });
  }
  const units = names.filter((name) => name.endsWith('.c'));
  const tree = { ...files, [headerFolder]: headers, 'runtime.o': runtime } as unknown as Files;
  for (const unit of units) {
    const fault = await wordFault(unit, names, tree);
    if (fault) return faulty(fault);
  }
  const args = [...programFlags, ...units, 'runtime.o', ...linkFlags(entry), '-o', 'program.wasm'];
  const { succeeded, files: made, said } = await clang(args, tree);
  const module = made['program.wasm'];
  if (!succeeded || !(module instanceof Uint8Array)) return faulty(faultOf(said, names));
  return {
    outcome: 'compiled',
    files: [{ name: 'solution.c', code: loaderOf(module, names, entry), prefixLength: 0 }],
  };
}

function faulty(fault: Fault): CompileReply {
  return { outcome: 'fault', fault };
}

const mostPreprocessed = 4 * 1024 * 1024;

/** What the compiler will read, read before: macros may have made words that do not stand in the source. */
async function wordFault(unit: string, names: readonly string[], tree: Files): Promise<Fault | undefined> {
  const { succeeded, files, said } = await clang([...programFlags, '-E', unit, '-o', 'words'], tree);
  const words = files['words'];
  if (!succeeded || !(words instanceof Uint8Array)) return faultOf(said, names);
  if (words.length > mostPreprocessed)
    return { code: 'syntax', message: 'The program’s macros make too much of it', file: unit };
  const objection = objectionToWords(new TextDecoder().decode(words));
  if (!objection) return undefined;
  const { message, line, file } = objection;
  return { code: 'syntax', message, ...(names.includes(file) ? { file, line: Math.max(line, 1) } : { file: unit }) };
}

/** The module as a program of ours for the isolate: src/inside/c.ts loads it. */
function loaderOf(module: Uint8Array, names: readonly string[], entry: readonly string[]): string {
  const stripped = strippedModule(module);
  const facts = { lines: linesOf(module, stripped, names), files: names, entry };
  const bytes = Buffer.from(stripped).toString('base64');
  return `(function($require,$export){"use strict";$export($require("ounce:c",[]).load(${JSON.stringify(bytes)},${JSON.stringify(facts)}))})`;
}

/** Address in the module, file (an index, -1 for none of the learner's), line and column of each row, one after another. */
function linesOf(module: Uint8Array, stripped: Uint8Array, names: readonly string[]): number[] {
  const code = sectionsOf(stripped).find(({ id }) => id === 10);
  const table = sectionsOf(module).find(({ name }) => name === '.debug_line');
  if (!code || !table) return [];
  return readLineTable(table.content).flatMap(({ address, file, line, column }) => [
    address + code.start,
    line === 0 ? -1 : names.indexOf(file),
    line,
    column,
  ]);
}

/** 'include/string.h' as a folder with a file. */
function treeOf(files: Readonly<Record<string, string>>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(files)) {
    const [folder = '', file] = name.split('/');
    if (file === undefined) tree[folder] = text;
    else tree[folder] = { ...(tree[folder] as object | undefined), [file]: text };
  }
  return tree;
}
