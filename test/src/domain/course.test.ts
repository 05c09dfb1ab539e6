import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseProblems } from '#src/domain/course-problems.ts';
import { outlineCourse, placeOf, type CourseSources } from '#src/domain/outline.ts';

test('courseProblems() has nothing to say about a course that fits', () => {
  assert.deepEqual(courseProblems(sources()), []);
});

test('courseProblems() lists everything that does not fit, a sentence each', () => {
  const { course, modules, lessons, checks, exercises, exerciseTexts } = sources();
  const problems = courseProblems({
    course: { ...course, parts: [{ ...course.parts[0]!, modules: ['sql', 'sql', 'xss'] }] },
    modules: new Map([...modules, ['extra', { ...modules.get('sql')!, lessons: ['a'], exercises: ['search'] }]]),
    lessons: new Map([['sql/other', lessons.get('sql/values')!]]),
    checks: new Map(),
    exercises: new Map([...exercises, ['stray', { ...exercises.get('search')!, id: 'stray', module: 'nowhere' }]]),
    exerciseTexts,
  });
  assert.ok(checks.size > 0);
  assert.deepEqual(problems.sort(), [
    'course.yml lists "sql" twice.',
    'course.yml lists "xss", but xss/module.yml is missing.',
    'exercises/stray/exercise.ts names the module "nowhere", which is not there.',
    'exercises/stray/explanation.mdx is missing.',
    'exercises/stray/instructions.mdx is missing.',
    'extra/module.yml is there, but course.yml does not list "extra".',
    'extra/module.yml lists the exercise "search", whose exercise.ts says module "sql".',
    'sql/check.yml is missing: every module asks questions.',
    'sql/check.yml is missing: every module asks questions.',
    'sql/module.yml lists "values", but sql/values.mdx is missing.',
    'sql/module.yml lists "values", but sql/values.mdx is missing.',
    'sql/other.mdx is there, but sql/module.yml does not list "other".',
    'sql/other.mdx is there, but sql/module.yml does not list "other".',
  ]);
});

test('outlineCourse() puts the steps of a module in order: lessons, exercises, questions', () => {
  const outline = outlineCourse(sources());
  const module = outline.parts[0]?.modules[0];
  assert.equal(module?.number, 1);
  assert.deepEqual(
    module?.steps.map(({ key, href }) => [key, href]),
    [
      ['lesson:sql/values', '/learn/sql/values'],
      ['exercise:search', '/exercises/search'],
      ['check:sql', '/learn/sql/check'],
    ],
  );
});

test('placeOf() knows the steps before and after', () => {
  const outline = outlineCourse(sources());
  const place = placeOf(outline, 'exercise:search');
  assert.equal(place?.previous?.key, 'lesson:sql/values');
  assert.equal(place?.next?.key, 'check:sql');
  assert.equal(placeOf(outline, 'lesson:sql/values')?.previous, undefined);
  assert.equal(placeOf(outline, 'lesson:sql/none'), undefined);
});

function sources(): CourseSources {
  const classed = { cwe: ['CWE-89'], owasp: 'A05:2025' };
  return {
    course: { title: 'C', summary: 'S', parts: [{ id: 'inputs', title: 'I', summary: 'S', modules: ['sql'] }] },
    modules: new Map([['sql', { ...classed, title: 'SQL', summary: 'S', lessons: ['values'], exercises: ['search'] }]]),
    lessons: new Map([
      ['sql/values', { ...classed, title: 'V', summary: 'S', minutes: 9, reviewed: new Date(0), sources: [] }],
    ]),
    checks: new Map([['sql', 5]]),
    exercises: new Map([
      ['search', { id: 'search', title: 'Search', kind: 'fix', module: 'sql', minutes: 20, weakness: ['CWE-89'] }],
    ]),
    exerciseTexts: new Set(['search/instructions.mdx', 'search/explanation.mdx']),
  };
}
