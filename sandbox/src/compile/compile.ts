/** From a learner's TypeScript to functions that the isolate can load. Runs in the compile process: its input is hostile. */
import { stripTypeScriptTypes } from 'node:module';
import vm from 'node:vm';
import { parse, type ExportNamedDeclaration, type ImportDeclaration, type Pattern, type Program } from 'acorn';
import type { Fault } from '../verdict.ts';
import type { CompiledFile, CompileReply } from './compiled.ts';

/** Compiles each file; the first fault ends it. */
export function compileFiles(files: Readonly<Record<string, string>>): CompileReply {
  const compiled: CompiledFile[] = [];
  for (const [name, source] of Object.entries(files)) {
    const result = compileFile(name, source);
    if ('code' in result && 'message' in result) return { outcome: 'fault', fault: result };
    compiled.push(result);
  }
  return { outcome: 'compiled', files: compiled };
}

/** Deeper brackets than anybody writes break the type stripper for good. */
const deepestNesting = 200;

function compileFile(name: string, source: string): CompiledFile | Fault {
  const deep = tooDeepAt(source);
  if (deep !== undefined) return syntaxFault(name, `Brackets are nested more than ${deepestNesting} deep`, deep, 1);
  const stripped = strip(name, source);
  if (typeof stripped !== 'string') return stripped;
  const program = parseModule(name, stripped);
  if ('code' in program) return program;
  const wrapped = wrap(name, stripped, program);
  return 'message' in wrapped ? wrapped : (earlyFault(wrapped) ?? wrapped);
}

const wrapper = { parameters: ['$require', '$export'], head: '(function($require,$export){', tail: '})' };

/**
 * What V8 refuses and the parser did not: import.meta in a function, for one. Nothing is run. V8 takes the text as the
 * body of a function, so that one which leaves its wrapper (in a script `<!--` begins a comment, in a module not) is refused as well.
 */
function earlyFault({ name, code }: CompiledFile): Fault | undefined {
  try {
    vm.compileFunction(code.slice(wrapper.head.length, -wrapper.tail.length), wrapper.parameters, { filename: name });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const line = Number(/^[^\n]*:(\d+)\n/.exec(error.stack ?? '')?.[1] ?? 1);
    return syntaxFault(name, error.message, Math.max(1, line), 1);
  }
}

function tooDeepAt(source: string): number | undefined {
  let depth = 0;
  let line = 1;
  for (const character of source) {
    if (character === '\n') line++;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return line;
  }
  return undefined;
}

function strip(name: string, source: string): string | Fault {
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } catch (error) {
    const { code, message, stack } = error as { code?: unknown; message: string; stack?: string };
    if (code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' && code !== 'ERR_INVALID_TYPESCRIPT_SYNTAX') throw error;
    const { line, column } = placeInSnippet(stack ?? '');
    return syntaxFault(name, message, line, column);
  }
}

/** Node tells the place as ":line", the source's lines, and a line of carets under the last of them. */
function placeInSnippet(stack: string): { line: number; column: number } {
  const line = Number(/^[^\n]*?:(\d+)\n/.exec(stack)?.[1] ?? 1);
  const carets = /^( *)\^+ *$/m.exec(stack);
  return { line: Math.max(1, line), column: (carets?.[1]?.length ?? 0) + 1 };
}

function parseModule(name: string, source: string): Program | Fault {
  try {
    return parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: false,
      allowHashBang: true,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    return syntaxFault(name, message.replace(/ \(\d+:\d+\)$/, ''), loc?.line ?? 1, (loc?.column ?? 0) + 1);
  }
}

function syntaxFault(file: string, message: string, line: number, column: number): Fault {
  return { code: 'syntax', message: message.slice(0, 500), file, line, column };
}

/**
 * The module as one function expression. `import` and `export` are blanked, so every other character keeps its
 * line and column; imports move to the front, where modules evaluate them anyway.
 */
function wrap(name: string, source: string, program: Program): CompiledFile | Fault {
  const text = new Blanking(source);
  if (source.startsWith('#!')) text.blank(0, source.indexOf('\n') < 0 ? source.length : source.indexOf('\n'));
  const exported = new Map<string, string>();
  let imports = '';
  for (const node of program.body) {
    switch (node.type) {
      case 'ImportDeclaration':
        imports += importText(node);
        text.blank(node.start, node.end);
        break;
      case 'ExportNamedDeclaration': {
        if (node.source)
          return syntaxFault(name, 'Re-exports (export … from) are not supported here', ...placeOf(source, node.start));
        for (const [outer, local] of namesOf(node)) exported.set(outer, local);
        text.blank(node.start, node.declaration ? node.declaration.start : node.end);
        break;
      }
      case 'ExportDefaultDeclaration': {
        const { declaration } = node;
        const id = 'id' in declaration ? declaration.id : undefined;
        const named =
          declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration' ? id : undefined;
        text.blank(node.start, declaration.start, named ? '' : 'const $default=');
        exported.set('default', named ? (named as { name: string }).name : '$default');
        break;
      }
      case 'ExportAllDeclaration':
        return syntaxFault(name, 'Re-exports (export * from) are not supported here', ...placeOf(source, node.start));
      default:
    }
  }
  const prefix = `${wrapper.head}"use strict";${imports}`;
  const getters = [...exported].map(([outer, local]) => `get ${JSON.stringify(outer)}(){return ${local}}`).join(',');
  return {
    name,
    code: `${prefix}${text.toString()}\n;$export({__proto__:null,${getters}})${wrapper.tail}`,
    prefixLength: prefix.length,
  };
}

function importText(node: ImportDeclaration): string {
  const source = JSON.stringify(node.source.value);
  const bindings: string[] = [];
  const wanted: string[] = [];
  let text = '';
  for (const specifier of node.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      text += `const ${local}=$require(${source},[]);`;
      continue;
    }
    const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
    wanted.push(imported);
    bindings.push(`${JSON.stringify(imported)}:${local}`);
  }
  if (bindings.length > 0) text += `const {${bindings.join(',')}}=$require(${source},${JSON.stringify(wanted)});`;
  return text === '' ? `$require(${source},[]);` : text;
}

function namesOf(node: ExportNamedDeclaration): [string, string][] {
  const { declaration } = node;
  if (!declaration) return node.specifiers.map((specifier) => [nameOf(specifier.exported), nameOf(specifier.local)]);
  if (declaration.type !== 'VariableDeclaration') return [[declaration.id.name, declaration.id.name]];
  return declaration.declarations.flatMap(({ id }) => boundNames(id)).map((bound) => [bound, bound]);
}

function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'MemberExpression':
      return [];
  }
}

function nameOf(node: { type: 'Identifier'; name: string } | { type: 'Literal'; value?: unknown }): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

function placeOf(source: string, offset: number): [number, number] {
  const before = source.slice(0, offset).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

/** A text in which parts become spaces. Line breaks stay, so places stay. */
class Blanking {
  readonly #pieces: string[];
  constructor(source: string) {
    this.#pieces = source.split('');
  }
  /** Blanks [start, end), writing `text` at its start; it must fit. */
  blank(start: number, end: number, text = ''): void {
    for (let i = start; i < end; i++) if (!/[\n\r\u2028\u2029]/.test(this.#pieces[i] ?? '')) this.#pieces[i] = ' ';
    if (text !== '') this.#pieces[start] = text;
  }
  toString(): string {
    return this.#pieces.join('');
  }
}
