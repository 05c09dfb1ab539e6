/**
 * The rules for what authors write under courses/. `node scripts/course-rules.ts` prints all problems at once;
 * test/courses.test.ts holds the real courses to the same rules and proves that each rule can fail.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { parse as parseJavaScript } from 'acorn';
import { mdxToMdast, type MdastNode } from 'satteri';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import { checkSchema, courseSchema, lessonSchema, moduleSchema } from '../src/domain/course.ts';
import type { Course, Lesson, Module, ModuleCheck } from '../src/domain/course.ts';

/** One course: its files by their path from the course's folder, and the exercises that exist. */
export interface CourseSource {
  /** Where the course's folder is, for messages. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly exercises: ReadonlySet<string>;
}

export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly found: string;
  readonly wanted: string;
}

/** What a rule reads, parsed. A file that can't be parsed is left out and has its problems already. */
interface ParsedCourse {
  readonly source: CourseSource;
  readonly course: Course | undefined;
  readonly modules: readonly ParsedModule[];
}

interface ParsedModule {
  readonly id: string;
  readonly facts: Module | undefined;
  readonly check: ModuleCheck | undefined;
  /** Every lesson in the folder, those too that can't be parsed. */
  readonly lessonIds: readonly string[];
  readonly lessons: readonly ParsedLesson[];
}

interface ParsedLesson {
  readonly file: string;
  readonly facts: Lesson | undefined;
  /** Every node of the text, the outer before the inner. */
  readonly nodes: readonly Node[];
}

interface Node {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly lang?: string | null;
  readonly url?: string;
  readonly depth?: number;
  readonly checked?: boolean | null;
  readonly attributes?: readonly { readonly type: string; readonly name?: string; readonly value?: unknown }[];
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number } };
}

const words = { least: 700, most: 1500 };
const languages = ['ts', 'js', 'sql', 'html', 'http', 'sh', 'text'];

/** The components that a lesson may use: their attributes, and whether they hold text, one block of code or nothing. */
const components: Readonly<Record<string, { attributes: readonly string[]; holds: 'text' | 'code' | 'nothing' }>> = {
  Incident: { attributes: ['title', 'source'], holds: 'text' },
  Note: { attributes: ['title'], holds: 'text' },
  Vulnerable: { attributes: [], holds: 'code' },
  Safe: { attributes: [], holds: 'code' },
  Exercise: { attributes: ['id'], holds: 'nothing' },
};

/** Markdown and MDX that a lesson may not contain, by the parser's name for it. */
const refusedNodes: Readonly<Record<string, string>> = {
  mdxjsEsm: 'an import or export',
  mdxFlowExpression: 'an expression in braces',
  mdxTextExpression: 'an expression in braces',
  html: 'raw HTML',
  image: 'an image',
  imageReference: 'an image',
};

/** All problems of a course, in the order of its files. */
export function courseProblems(source: CourseSource): Problem[] {
  const problems: Problem[] = [];
  const parsed = parseCourse(source, problems);
  const found = [
    ...problems,
    ...folderProblems(parsed),
    ...parsed.modules.flatMap((module) => moduleProblems(module, source)),
    ...parsed.modules.flatMap(({ lessons }) => lessons.flatMap(lessonProblems)),
  ];
  return found.sort((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0));
}

/** A problem in a line: the file, what was found, what was wanted. */
export function describe(problem: Problem, folder = ''): string {
  const place = [path.posix.join(folder, problem.file), problem.line].filter((part) => part !== undefined).join(':');
  return `${place}: found ${problem.found}; wanted ${problem.wanted}`;
}

/** Every course under `root`/courses, as it lies on disk. */
export function readCourses(root: string): CourseSource[] {
  const exercises = new Set(foldersIn(path.join(root, 'exercises')));
  return foldersIn(path.join(root, 'courses')).map((name) => {
    const folder = `courses/${name}`;
    const cwd = path.join(root, folder);
    const paths = globSync('**/*', { cwd, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(cwd, path.join(entry.parentPath, entry.name)));
    const files = paths.map(
      (file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(cwd, file), 'utf8')] as const,
    );
    return { folder, files: new Map(files), exercises };
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

// Parsing: shapes are those of src/domain/course.ts.

function parseCourse(source: CourseSource, problems: Problem[]): ParsedCourse {
  const course = parseShape('course.yml', source.files.get('course.yml'), courseSchema, problems);
  const folders = new Set(
    [...source.files.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0]!),
  );
  return { source, course, modules: [...folders].sort().map((id) => parseModule(id, source.files, problems)) };
}

function parseModule(id: string, files: CourseSource['files'], problems: Problem[]): ParsedModule {
  const lessons = [...files].filter(([file]) => file.startsWith(`${id}/`) && file.endsWith('.mdx'));
  return {
    id,
    facts: parseShape(`${id}/module.yml`, files.get(`${id}/module.yml`), moduleSchema, problems),
    check: parseShape(`${id}/check.yml`, files.get(`${id}/check.yml`), checkSchema, problems),
    lessonIds: lessons.map(([file]) => path.posix.basename(file, '.mdx')),
    lessons: lessons.flatMap(([file, text]) => parseLesson(file, text, problems) ?? []),
  };
}

function parseLesson(file: string, text: string, problems: Problem[]): ParsedLesson | undefined {
  const nodes = parseMdx(file, text, problems);
  if (nodes === undefined) return undefined;
  const frontmatter = nodes.find(({ type }) => type === 'yaml')?.value;
  const facts = parseShape(file, frontmatter, lessonSchema, problems);
  return { file, facts, nodes };
}

function parseMdx(file: string, text: string, problems: Problem[]): Node[] | undefined {
  try {
    return withinOf(mdxToMdast(text, { features: { frontmatter: true } }) satisfies MdastNode as Node);
  } catch (error) {
    problems.push({ file, found: `MDX that can't be parsed: ${messageOf(error)}`, wanted: 'MDX that parses' });
    return undefined;
  }
}

function withinOf(node: Node): Node[] {
  return (node.children ?? []).flatMap((child) => [child, ...withinOf(child)]);
}

function parseShape<Shape>(
  file: string,
  text: string | undefined,
  schema: z.ZodType<Shape>,
  problems: Problem[],
): Shape | undefined {
  if (text === undefined) {
    problems.push({ file, found: 'nothing', wanted: file.endsWith('.mdx') ? 'frontmatter' : 'a file' });
    return undefined;
  }
  try {
    const value: unknown = parseYaml(text);
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    problems.push(...result.error.issues.map((issue) => shapeProblem(file, issue, value)));
  } catch (error) {
    problems.push({ file, found: `YAML that can't be parsed: ${messageOf(error)}`, wanted: 'YAML that parses' });
  }
  return undefined;
}

function shapeProblem(file: string, issue: z.core.$ZodIssue, value: unknown): Problem {
  const place = issue.path.map(String).join('.') || 'the whole';
  const found = JSON.stringify(valueAt(value, issue.path)) ?? 'nothing';
  return { file, found: `${place}: ${found.length > 80 ? `${found.slice(0, 80)}…` : found}`, wanted: issue.message };
}

function valueAt(value: unknown, steps: readonly PropertyKey[]): unknown {
  const [first, ...rest] = steps;
  if (first === undefined || typeof value !== 'object' || value === null)
    return first === undefined ? value : undefined;
  return valueAt((value as Record<PropertyKey, unknown>)[first], rest);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}

// Folders: what a yml lists is what lies beside it.

function folderProblems({ course, modules, source }: ParsedCourse): Problem[] {
  const listed = course?.parts.flatMap((part) => part.modules);
  const exists = modules.map(({ id }) => id);
  return [
    ...listProblems('course.yml', 'modules', listed, exists),
    ...repeatProblems('course.yml', 'part id', course?.parts.map(({ id }) => id) ?? []),
    ...modules.flatMap((module) => lessonListProblems(module)),
    ...[...source.files.keys()].filter((file) => !isKnownFile(file)).map(strayProblem),
  ];
}

function lessonListProblems({ id, facts, lessonIds }: ParsedModule): Problem[] {
  return listProblems(`${id}/module.yml`, 'lessons', facts?.lessons, lessonIds);
}

function listProblems(file: string, what: string, listed: readonly string[] | undefined, exists: readonly string[]) {
  if (listed === undefined) return [];
  const absent = listed.filter((name) => !exists.includes(name));
  const unlisted = exists.filter((name) => !listed.includes(name));
  return [
    ...absent.map((name) => ({
      file,
      found: `"${name}" under ${what}`,
      wanted: 'only names of what lies in the folder',
    })),
    ...unlisted.map((name) => ({
      file,
      found: `no "${name}" under ${what}`,
      wanted: 'everything in the folder listed',
    })),
    ...repeatProblems(file, what, listed),
  ];
}

function repeatProblems(file: string, what: string, names: readonly string[]): Problem[] {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return repeated.map((name) => ({ file, found: `${what} "${name}" twice`, wanted: 'each once' }));
}

function isKnownFile(file: string): boolean {
  return file === 'course.yml' || /^[^/]+\/(?:module\.yml|check\.yml|[^/]+\.mdx)$/.test(file);
}

function strayProblem(file: string): Problem {
  return { file, found: 'a file of no known kind', wanted: 'course.yml, module.yml, check.yml or a lesson (.mdx)' };
}

// Modules: exercises, catalogues, questions.

function moduleProblems(module: ParsedModule, { exercises }: CourseSource): Problem[] {
  return [
    ...exerciseProblems(module, exercises),
    ...catalogueProblems(module),
    ...questionProblems(`${module.id}/check.yml`, module.check?.questions ?? []),
  ];
}

function exerciseProblems({ id, facts, lessons, lessonIds }: ParsedModule, existing: ReadonlySet<string>): Problem[] {
  if (facts === undefined) return [];
  const file = `${id}/module.yml`;
  const linked = lessons.flatMap((lesson) => exercisesOf(lesson));
  const absent = facts.exercises.filter((exercise) => !existing.has(exercise));
  const allRead = lessons.length === lessonIds.length;
  const unlinked = facts.exercises.filter((exercise) => allRead && !linked.includes(exercise));
  return [
    ...absent.map((name) => ({ file, found: `exercise "${name}"`, wanted: `a folder exercises/${name}` })),
    ...unlinked.map((name) => ({
      file,
      found: `exercise "${name}" linked by no lesson`,
      wanted: `<Exercise id="${name}" />`,
    })),
    ...repeatProblems(file, 'exercises', facts.exercises),
    ...lessons.flatMap((lesson) => exerciseLinkProblems(lesson, facts.exercises)),
  ];
}

function exerciseLinkProblems(lesson: ParsedLesson, own: readonly string[]): Problem[] {
  const links = exercisesOf(lesson);
  const foreign = links.filter((id) => !own.includes(id));
  const { file } = lesson;
  return [
    ...foreign.map((id) => ({
      file,
      found: `<Exercise id="${id}" />`,
      wanted: `one of this module's: ${own.join(', ')}`,
    })),
    ...(links.length === 0
      ? [{ file, found: 'no <Exercise />', wanted: `one of this module's: ${own.join(', ')}` }]
      : []),
  ];
}

function exercisesOf({ nodes }: ParsedLesson): string[] {
  return nodes.filter(({ name }) => name === 'Exercise').flatMap((node) => attributeOf(node, 'id') ?? []);
}

function catalogueProblems({ facts, lessons }: ParsedModule): Problem[] {
  if (facts === undefined) return [];
  return lessons.flatMap(({ file, facts: lesson }) => {
    const foreign = lesson?.cwe.filter((cwe) => !facts.cwe.includes(cwe)) ?? [];
    const problems = foreign.map((cwe) => ({
      file,
      found: cwe,
      wanted: `what module.yml names: ${facts.cwe.join(', ')}`,
    }));
    const differs = lesson !== undefined && lesson.owasp !== facts.owasp;
    return differs
      ? [...problems, { file, found: lesson.owasp, wanted: `${facts.owasp}, as in module.yml` }]
      : problems;
  });
}

type Question = ModuleCheck['questions'][number];

/** Besides the shape: nothing twice, and no way to guess the correct option from its place or its length. */
function questionProblems(file: string, questions: readonly Question[]): Problem[] {
  if (questions.length === 0) return [];
  const places = new Set(questions.map(({ options }) => options.findIndex(({ correct }) => correct)));
  return [
    ...repeatProblems(
      file,
      'question id',
      questions.map(({ id }) => id),
    ),
    ...questions.flatMap(({ id, options }) =>
      repeatProblems(
        file,
        `in "${id}" the option`,
        options.map(({ text }) => text),
      ),
    ),
    ...(places.size < 3
      ? [{ file, found: `correct options in ${places.size} places`, wanted: 'at least 3 places' }]
      : []),
    ...(questions.every(longestIsCorrect)
      ? [{ file, found: 'the longest option correct in every question', wanted: 'another length in some' }]
      : []),
  ];
}

function longestIsCorrect({ options }: Question): boolean {
  const longest = Math.max(...options.map(({ text }) => text.length));
  return options.some(({ correct, text }) => correct && text.length === longest);
}

// Lessons: their text.

function lessonProblems(lesson: ParsedLesson): Problem[] {
  const at = (node: Node) => ({ file: lesson.file, ...(node.position && { line: node.position.start.line }) });
  return [
    ...lesson.nodes.flatMap((node) =>
      [...markupProblems(node), ...codeProblems(node)].map((text) => ({ ...at(node), ...text })),
    ),
    ...lengthProblems(lesson),
    ...sourceProblems(lesson),
    ...incidentProblems(lesson),
  ];
}

type Finding = Pick<Problem, 'found' | 'wanted'>;

function markupProblems(node: Node): Finding[] {
  const refused = refusedNodes[node.type];
  if (refused !== undefined) return [{ found: refused, wanted: 'none in a lesson' }];
  if (node.type.startsWith('mdxJsx')) return componentProblems(node);
  if (node.type === 'heading' && (node.depth ?? 0) < 2) return [{ found: 'a heading "#"', wanted: '"##" or deeper' }];
  if (typeof node.checked === 'boolean') return [{ found: 'a task list', wanted: 'a plain list' }];
  return [];
}

function componentProblems(node: Node): Finding[] {
  const name = node.name ?? '';
  const component = Object.hasOwn(components, name) ? components[name] : undefined;
  if (component === undefined) return [{ found: `<${name}>`, wanted: `one of ${Object.keys(components).join(', ')}` }];
  const problems = holdingProblem(name, component.holds, node.children ?? []);
  const given = (node.attributes ?? []).map((attribute) => attribute.name ?? '{…}');
  const wanted = component.attributes;
  const same = given.length === wanted.length && wanted.every((attribute) => attributeOf(node, attribute));
  if (same) return problems;
  const list = (names: readonly string[]) => names.join(', ') || 'no attributes';
  return [...problems, { found: `<${name}> with ${list(given)}`, wanted: `${list(wanted)}, each a text` }];
}

function holdingProblem(name: string, holds: 'text' | 'code' | 'nothing', children: readonly Node[]): Finding[] {
  const inside = children.map(({ type }) => type).join(', ') || 'nothing';
  if (holds === 'code' && inside !== 'code') {
    return [{ found: `<${name}> around ${inside}`, wanted: 'exactly one fenced block of code' }];
  }
  if (holds === 'text' && children.length === 0) return [{ found: `<${name}> around nothing`, wanted: 'text' }];
  if (holds === 'nothing' && children.length > 0) return [{ found: `<${name}> around ${inside}`, wanted: 'nothing' }];
  return [];
}

function attributeOf(node: Node, name: string): string | undefined {
  const value = node.attributes?.find((attribute) => attribute.name === name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function codeProblems({ type, lang, value = '' }: Node): Finding[] {
  if (type !== 'code') return [];
  if (!languages.includes(lang ?? '')) {
    return [{ found: `a block of code in ${lang ?? 'no language'}`, wanted: `one of ${languages.join(', ')}` }];
  }
  if (lang !== 'ts' && lang !== 'js') return [];
  try {
    const script = lang === 'ts' ? stripTypeScriptTypes(value) : value;
    parseJavaScript(script, { ecmaVersion: 'latest', sourceType: 'module' });
    return [];
  } catch (error) {
    return [
      { found: `${lang} that can't be parsed: ${messageOf(error)}`, wanted: 'code that parses as a module, or "text"' },
    ];
  }
}

/** Words of prose, inline code included; blocks of code, attributes and frontmatter are not. */
function wordsIn(nodes: readonly Node[]): number {
  const prose = nodes.filter(({ type }) => type === 'text' || type === 'inlineCode').map(({ value }) => value);
  return prose.join(' ').match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

function lengthProblems({ file, nodes }: ParsedLesson): Problem[] {
  const count = wordsIn(nodes);
  if (count >= words.least && count <= words.most) return [];
  return [{ file, found: `${count} words`, wanted: `${words.least} to ${words.most}` }];
}

/** Every source is https, and every address that the text uses is among the sources. */
function sourceProblems({ file, facts, nodes }: ParsedLesson): Problem[] {
  if (facts === undefined) return [];
  const urls = facts.sources.map(({ url }) => url);
  const plain = urls.filter((url) => !url.startsWith('https://'));
  const used = nodes.flatMap((node) => {
    const url = node.type === 'link' ? node.url : node.name === 'Incident' ? attributeOf(node, 'source') : undefined;
    return url !== undefined && /^[a-z]+:/.test(url) ? [{ url, line: node.position?.start.line }] : [];
  });
  const unlisted = used.filter(({ url }) => !urls.includes(url));
  return [
    ...plain.map((url) => ({ file, found: `source ${url}`, wanted: 'https://' })),
    ...unlisted.map(({ url, line }) => ({
      file,
      ...(line && { line }),
      found: url,
      wanted: 'it listed under sources',
    })),
    ...repeatProblems(file, 'source', urls),
  ];
}

function incidentProblems({ file, nodes }: ParsedLesson): Problem[] {
  if (nodes.some(({ name }) => name === 'Incident')) return [];
  return [{ file, found: 'no <Incident>', wanted: 'at least one, with its source' }];
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..');
  const lines = readCourses(root).flatMap((course) =>
    courseProblems(course).map((one) => describe(one, course.folder)),
  );
  console.log(lines.length === 0 ? 'The courses hold.' : lines.join('\n'));
  process.exitCode = lines.length === 0 ? 0 : 1;
}
