import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { courseProblems, describe, readCourses, type CourseSource } from '../scripts/course-rules.ts';

const courses = readCourses(path.resolve(import.meta.dirname, '..'));

test('there is a course, with modules and lessons', () => {
  const files = courses.flatMap(({ files }) => [...files.keys()]);
  assert.ok(files.includes('course.yml'), 'no course.yml');
  assert.ok(files.filter((file) => file.endsWith('/check.yml')).length >= 4, 'fewer than 4 modules with questions');
  assert.ok(files.filter((file) => file.endsWith('.mdx')).length >= 4, 'fewer than 4 lessons');
});

for (const course of courses) {
  test(`${course.folder} keeps to every rule`, () => {
    const problems = courseProblems(course).map((problem) => describe(problem, course.folder));
    assert.ok(problems.length === 0, `${problems.length} problems:\n${problems.join('\n')}`);
  });
}

// The rules on small courses in memory: one that holds, then one change at a time.

const good: Readonly<Record<string, string>> = {
  'course.yml': `
title: Course
summary: A course.
parts:
  - { id: first, title: First, summary: The first., modules: [doors] }
`,
  'doors/module.yml': `
title: Doors
summary: About doors.
cwe: [CWE-89, CWE-20]
owasp: A05:2025
lessons: [locks]
exercises: [front-door]
`,
  'doors/check.yml': `questions:\n${[0, 1, 2, 0, 1].map(question).join('')}`,
  'doors/locks.mdx': lesson(),
};

function question(correct: number, index: number): string {
  const options = [0, 1, 2].map(
    (place) =>
      `      - { text: option ${place}${place === correct ? '' : ' with more'}, correct: ${place === correct}, why: So. }\n`,
  );
  return `  - id: question-${index}\n    objective: doors.locks\n    text: Which?\n    options:\n${options.join('')}`;
}

function lesson(parts: { frontmatter?: string; body?: string; words?: number } = {}): string {
  return `---
title: Locks
summary: About locks.
minutes: 5
cwe: [CWE-89]
owasp: A05:2025
reviewed: 2026-11-22
sources:
  - { title: Report, url: https://example.org/report }
${parts.frontmatter ?? ''}---

${'word '.repeat(parts.words ?? 800)}

<Incident title="It happened" source="https://example.org/report">

To someone.

</Incident>

<Safe>

\`\`\`ts
const lock: string = await import('lock');
\`\`\`

</Safe>

${parts.body ?? ''}

<Exercise id="front-door" />
`;
}

function courseWith(changes: Readonly<Record<string, string | undefined>> = {}): CourseSource {
  const files = Object.entries({ ...good, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { folder: 'courses/small', files: new Map(files), exercises: new Set(['front-door', 'back-door']) };
}

function linesOf(source: CourseSource): string[] {
  return courseProblems(source).map((problem) => describe(problem));
}

/** `file` of the good course with one text in it replaced; an error when that text isn't there. */
function changed(file: string, from: string, to: string): Record<string, string> {
  const text = good[file] ?? '';
  assert.ok(text.includes(from), `the good ${file} has no "${from}"`);
  return { [file]: text.replace(from, to) };
}

const body = (text: string) => ({ 'doors/locks.mdx': lesson({ body: text }) });

test('courseProblems() finds nothing in a course that holds', () => {
  assert.deepEqual(linesOf(courseWith()), []);
});

const sabotage: Record<string, [changes: Record<string, string | undefined>, lines: readonly RegExp[]]> = {
  'YAML that does not parse': [
    { 'course.yml': 'title: [' },
    [/^course\.yml: found YAML that can't be parsed: .+; wanted YAML that parses$/],
  ],
  'an unknown key in course.yml': [
    changed('course.yml', 'title: Course', 'title: Course\ncolour: red'),
    [/^course\.yml: .*colour/],
  ],
  'a module that course.yml names and that is absent': [
    changed('course.yml', '[doors]', '[doors, windows]'),
    [/^course\.yml: found "windows" under modules; wanted only names of what lies in the folder$/],
  ],
  'a folder that course.yml leaves out': [
    {
      'windows/module.yml': good['doors/module.yml'],
      'windows/check.yml': good['doors/check.yml'],
      'windows/locks.mdx': lesson(),
    },
    [/^course\.yml: found no "windows" under modules; wanted everything in the folder listed$/],
  ],
  'a module named twice': [
    changed('course.yml', '[doors]', '[doors, doors]'),
    [/^course\.yml: found modules "doors" twice/],
  ],
  'a module without module.yml': [
    { 'doors/module.yml': undefined },
    [/^doors\/module\.yml: found nothing; wanted a file$/],
  ],
  'a wrong CWE in module.yml': [
    changed('doors/module.yml', 'CWE-20', 'CWE20'),
    [/^doors\/module\.yml: found cwe\.1: "CWE20"; wanted a CWE id such as CWE-89$/],
  ],
  'a lesson that module.yml leaves out': [
    { 'doors/keys.mdx': lesson() },
    [/^doors\/module\.yml: found no "keys" under lessons/],
  ],
  'a lesson that module.yml names and that is absent': [
    changed('doors/module.yml', '[locks]', '[locks, keys]'),
    [/^doors\/module\.yml: found "keys" under lessons/],
  ],
  'a file of no known kind': [{ 'doors/notes.txt': '' }, [/^doors\/notes\.txt: found a file of no known kind/]],
  'a module without questions': [
    { 'doors/check.yml': undefined },
    [/^doors\/check\.yml: found nothing; wanted a file$/],
  ],
  'four questions': [
    { 'doors/check.yml': `questions:\n${[0, 1, 2, 0].map(question).join('')}` },
    [/^doors\/check\.yml: found questions: .+; wanted .*>=5/],
  ],
  'a question with two right options': [
    changed('doors/check.yml', 'correct: false', 'correct: true'),
    [/^doors\/check\.yml: found questions\.0\.options: .+; wanted exactly one option is correct$/],
  ],
  'an option without its why': [
    changed('doors/check.yml', ', why: So.', ''),
    [/^doors\/check\.yml: found questions\.0\.options\.0\.why: nothing; wanted .*string/],
  ],
  'two questions of one id': [
    changed('doors/check.yml', 'question-4', 'question-0'),
    [/^doors\/check\.yml: found question id "question-0" twice; wanted each once$/],
  ],
  'one option twice': [
    changed('doors/check.yml', 'option 2 with more', 'option 1 with more'),
    [/^doors\/check\.yml: found in "question-0" the option "option 1 with more" twice/],
  ],
  'the right option always in the same two places': [
    { 'doors/check.yml': `questions:\n${[0, 1, 0, 1, 0].map(question).join('')}` },
    [/^doors\/check\.yml: found correct options in 2 places; wanted at least 3 places$/],
  ],
  'the right option always the longest': [
    { 'doors/check.yml': good['doors/check.yml']?.replaceAll(' with more', '') },
    [/^doors\/check\.yml: found the longest option correct in every question/],
  ],
  'an unknown key in the frontmatter': [
    { 'doors/locks.mdx': lesson({ frontmatter: 'draft: true\n' }) },
    [/^doors\/locks\.mdx: .*draft/],
  ],
  'no frontmatter': [
    { 'doors/locks.mdx': lesson().replace(/^---[^]*?---\n/, '') },
    [/^doors\/locks\.mdx: found nothing; wanted frontmatter$/],
  ],
  'a source without https': [
    { 'doors/locks.mdx': lesson({ frontmatter: '  - { title: Old, url: http://example.org/old }\n' }) },
    [/^doors\/locks\.mdx: found source http:\/\/example\.org\/old; wanted https:\/\/$/],
  ],
  'a source that is no address': [
    changed('doors/locks.mdx', 'url: https://example.org/report', 'url: the-report'),
    [/^doors\/locks\.mdx: found sources\.0\.url: "the-report"; wanted Invalid URL$/],
  ],
  'an address in the text that is no source': [
    body('See [there](https://example.org/there).'),
    [/^doors\/locks\.mdx:\d+: found https:\/\/example\.org\/there; wanted it listed under sources$/],
  ],
  'an incident whose source is not listed': [
    changed('doors/locks.mdx', 'source="https://example.org/report"', 'source="https://example.org/other"'),
    [/^doors\/locks\.mdx:\d+: found https:\/\/example\.org\/other; wanted it listed under sources$/],
  ],
  'an incident without a source': [
    changed('doors/locks.mdx', ' source="https://example.org/report"', ''),
    [/^doors\/locks\.mdx:\d+: found <Incident> with title; wanted title, source, each a text$/],
  ],
  'no incident': [
    { 'doors/locks.mdx': lesson().replaceAll('Incident', 'Note').replace(' source="https://example.org/report"', '') },
    [/^doors\/locks\.mdx: found no <Incident>; wanted at least one, with its source$/],
  ],
  'a weakness that the module does not name': [
    changed('doors/locks.mdx', '[CWE-89]', '[CWE-79]'),
    [/^doors\/locks\.mdx: found CWE-79; wanted what module\.yml names: CWE-89, CWE-20$/],
  ],
  "a category that isn't the module's": [
    changed('doors/locks.mdx', 'A05:2025', 'A01:2025'),
    [/^doors\/locks\.mdx: found A01:2025; wanted A05:2025, as in module\.yml$/],
  ],
  'too few words, however much code there is': [
    { 'doors/locks.mdx': lesson({ words: 600, body: `\`\`\`text\n${'word '.repeat(300)}\n\`\`\`` }) },
    [/^doors\/locks\.mdx: found 602 words; wanted 700 to 1500$/],
  ],
  'too many words': [{ 'doors/locks.mdx': lesson({ words: 1499 }) }, [/^doors\/locks\.mdx: found 1501 words/]],
  'MDX that does not parse': [body('An open { brace.'), [/^doors\/locks\.mdx: found MDX that can't be parsed: /]],
  'an import': [
    body("import Card from './card.astro';"),
    [/^doors\/locks\.mdx:\d+: found an import or export; wanted none/],
  ],
  'an expression': [body('One and one is {1 + 1}.'), [/^doors\/locks\.mdx:\d+: found an expression in braces/]],
  'an unknown component': [
    body('<Video id="1" />'),
    [/^doors\/locks\.mdx:\d+: found <Video>; wanted one of Incident, Note, Vulnerable, Safe, Exercise$/],
  ],
  'a component named like a property of every object': [
    body('<constructor />'),
    [/: found <constructor>; wanted one of/],
  ],
  'raw HTML': [body('Some <b>bold</b> words.'), [/^doors\/locks\.mdx:\d+: found <b>; wanted one of/]],
  'an unknown attribute': [
    body('<Note title="A" colour="red">\n\nText.\n\n</Note>'),
    [/^doors\/locks\.mdx:\d+: found <Note> with title, colour; wanted title, each a text$/],
  ],
  'an attribute that is an expression': [
    body('<Note title={1 + 1}>\n\nText.\n\n</Note>'),
    [/^doors\/locks\.mdx:\d+: found <Note> with title; wanted title, each a text$/],
  ],
  'a spread attribute': [
    body('<Vulnerable {...all}>\n\n```text\nx\n```\n\n</Vulnerable>'),
    [/: found <Vulnerable> with \{…\}; wanted no attributes, each a text$/],
  ],
  'Vulnerable around text': [
    body('<Vulnerable>\n\nText.\n\n</Vulnerable>'),
    [/^doors\/locks\.mdx:\d+: found <Vulnerable> around paragraph; wanted exactly one fenced block of code$/],
  ],
  'Safe around two blocks': [
    body('<Safe>\n\n```text\na\n```\n\n```text\nb\n```\n\n</Safe>'),
    [/: found <Safe> around code, code; wanted exactly one fenced block of code$/],
  ],
  'an empty Note': [body('<Note title="A"></Note>'), [/: found <Note> around nothing; wanted text$/]],
  'an Exercise around text': [
    body('<Exercise id="front-door">\n\nText.\n\n</Exercise>'),
    [/: found <Exercise> around paragraph; wanted nothing$/],
  ],
  'an image': [body('![A door](door.png)'), [/^doors\/locks\.mdx:\d+: found an image; wanted none in a lesson$/]],
  'a task list': [body('- [ ] Lock up'), [/^doors\/locks\.mdx:\d+: found a task list; wanted a plain list$/]],
  'a heading of the first level': [
    body('# Locks'),
    [/^doors\/locks\.mdx:\d+: found a heading "#"; wanted "##" or deeper$/],
  ],
  'code without a language': [
    body('```\nx\n```'),
    [/: found a block of code in no language; wanted one of ts, js, sql/],
  ],
  'code in another language': [body('```python\nx\n```'), [/: found a block of code in python; wanted one of/]],
  'TypeScript that does not parse': [
    body('```ts\nconst a: = 1;\n```'),
    [/^doors\/locks\.mdx:\d+: found ts that can't be parsed: .+; wanted code that parses as a module, or "text"$/],
  ],
  'TypeScript that Node cannot strip': [
    body('```ts\nenum Door { Open }\n```'),
    [/: found ts that can't be parsed: .*enum/],
  ],
  'JavaScript that is TypeScript': [body('```js\nlet door: string;\n```'), [/: found js that can't be parsed: /]],
  'an exercise that does not exist': [
    {
      ...changed('doors/module.yml', '[front-door]', '[trap-door]'),
      'doors/locks.mdx': good['doors/locks.mdx']?.replace('front-door', 'trap-door'),
    },
    [/^doors\/module\.yml: found exercise "trap-door"; wanted a folder exercises\/trap-door$/],
  ],
  'an exercise that no lesson links': [
    changed('doors/module.yml', '[front-door]', '[front-door, back-door]'),
    [/^doors\/module\.yml: found exercise "back-door" linked by no lesson; wanted <Exercise id="back-door" \/>$/],
  ],
  "a link to another module's exercise": [
    body('<Exercise id="back-door" />'),
    [/^doors\/locks\.mdx: found <Exercise id="back-door" \/>; wanted one of this module's: front-door$/],
  ],
  'a lesson without an exercise': [
    {
      ...changed('doors/module.yml', '[locks]', '[locks, keys]'),
      'doors/keys.mdx': lesson().replace('<Exercise id="front-door" />', ''),
    },
    [/^doors\/keys\.mdx: found no <Exercise \/>; wanted one of this module's: front-door$/],
  ],
};

for (const [name, [changes, expected]] of Object.entries(sabotage)) {
  test(`courseProblems() finds ${name}, and nothing else`, () => {
    const lines = linesOf(courseWith(changes));
    assert.equal(lines.length, expected.length, lines.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(lines[index] ?? '', pattern);
  });
}

test('courseProblems() lists the problems of all files at once', () => {
  const lines = linesOf(
    courseWith({
      ...changed('course.yml', '[doors]', '[doors, windows]'),
      ...changed('doors/check.yml', 'question-4', 'question-0'),
      ...body('![A door](door.png)\n\n# Locks'),
    }),
  );
  assert.deepEqual(
    lines.map((line) => line.split(':')[0]),
    ['course.yml', 'doors/check.yml', 'doors/locks.mdx', 'doors/locks.mdx'],
  );
});

test('describe() puts the folder before the file', () => {
  const problem = { file: 'doors/locks.mdx', line: 7, found: 'an image', wanted: 'none in a lesson' };
  assert.equal(
    describe(problem, 'courses/small'),
    'courses/small/doors/locks.mdx:7: found an image; wanted none in a lesson',
  );
});
