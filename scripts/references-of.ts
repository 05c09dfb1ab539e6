/** Finds the files that a source file names: in imports, globs and URLs. */
import ts from 'typescript';

/** One place that names a file. */
export interface Reference {
  readonly by: 'import' | 'glob' | 'url';
  /** One text; of a glob all its texts, any of which may be a pattern or the folder that one starts from. */
  readonly texts: readonly string[];
  /** Gone before the program runs. */
  readonly typeOnly: boolean;
}

/** All references of a .ts, .js, .astro or .mdx file, in order of appearance. */
export function referencesOf(file: string, text: string): Reference[] {
  if (file.endsWith('.astro')) return astroCode(text).flatMap(inCode).concat(inAttributes(text));
  if (file.endsWith('.mdx')) return inCode(mdxCode(text));
  return inCode(text);
}

/** The frontmatter, the scripts, and what stands in braces in the template. */
function astroCode(text: string): string[] {
  const frontmatter = /^\s*---\n([\s\S]*?)\n---/.exec(text);
  const template = text.slice(frontmatter?.[0].length ?? 0);
  const scripts = [...template.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  const calls = [...template.matchAll(/(?:\bimport|import\.meta\.glob|new URL)\s*\([^)]*\)/g)].map((match) => match[0]);
  return [frontmatter?.[1] ?? '', ...scripts, ...calls];
}

/** `<script src="…">` and the like: a path of ours when it starts with a dot or the folder of the sources. */
function inAttributes(text: string): Reference[] {
  return [...text.matchAll(/\b(?:src|href)=["'](\.{1,2}\/[^"']+|\/(?:src|exercises|courses)\/[^"']+)["']/g)].map(
    ([, path = '']) => ({ by: 'import', texts: [path], typeOnly: false }),
  );
}

/** Imports and exports stand at the start of a line and end at an empty one; code samples are prose. */
function mdxCode(text: string): string {
  const prose = text.replace(/^---\n[\s\S]*?\n---/, '').replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '');
  return prose
    .split(/\n\s*\n/)
    .filter((block) => /^\s*(?:import|export)\b/.test(block))
    .join('\n');
}

function inCode(text: string): Reference[] {
  const found: Reference[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...ofNode(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS));
  return found;
}

function ofNode(node: ts.Node): Reference[] {
  if (ts.isImportDeclaration(node)) return ofLiteral('import', node.moduleSpecifier, isTypeImport(node));
  if (ts.isExportDeclaration(node)) return ofLiteral('import', node.moduleSpecifier, isTypeExport(node));
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return ofLiteral('import', node.argument.literal, true);
  if (ts.isNewExpression(node) && isNamed(node.expression, 'URL')) return ofLiteral('url', node.arguments?.[0], false);
  if (!ts.isCallExpression(node)) return [];
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword || isNamed(node.expression, 'require')) {
    return ofLiteral('import', node.arguments[0], false);
  }
  return isNamed(node.expression, 'glob', 'globSync') ? ofGlob(node) : [];
}

function ofGlob(call: ts.CallExpression): Reference[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  call.arguments.forEach(visit);
  return [{ by: 'glob', texts, typeOnly: false }];
}

function ofLiteral(by: Reference['by'], node: ts.Node | undefined, typeOnly: boolean): Reference[] {
  return node && ts.isStringLiteralLike(node) ? [{ by, texts: [node.text], typeOnly }] : [];
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.length > 0 &&
    exportClause.elements.every((element) => element.isTypeOnly)
  );
}

/** Whether an expression ends in one of these names: `glob`, `fs.glob`, `import.meta.glob`. */
function isNamed(expression: ts.Expression, ...names: string[]): boolean {
  if (ts.isIdentifier(expression)) return names.includes(expression.text);
  return ts.isPropertyAccessExpression(expression) && names.includes(expression.name.text);
}
