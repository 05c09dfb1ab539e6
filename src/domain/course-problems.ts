/** Whether the lists in course.yml and module.yml fit what is there. */
import type { CourseSources } from './outline.ts';

/** Everything that does not fit, a sentence each: files missing, files that no list names, names listed twice. */
export function courseProblems(sources: CourseSources): string[] {
  const listedModules = sources.course.parts.flatMap((part) => part.modules);
  return [
    ...twice(listedModules, 'course.yml'),
    ...compare(listedModules, [...sources.modules.keys()], 'course.yml', (id) => `${id}/module.yml`),
    ...listedModules.flatMap((id) => moduleProblems(id, sources)),
    ...exerciseProblems(sources),
  ];
}

function moduleProblems(id: string, sources: CourseSources): string[] {
  const module = sources.modules.get(id);
  if (!module) return [];
  const there = [...sources.lessons.keys()]
    .filter((key) => key.startsWith(`${id}/`))
    .map((key) => key.slice(id.length + 1));
  const list = `${id}/module.yml`;
  return [
    ...twice(module.lessons, list),
    ...compare(module.lessons, there, list, (lesson) => `${id}/${lesson}.mdx`),
    ...(sources.checks.has(id) ? [] : [`${id}/check.yml is missing: every module asks questions.`]),
  ];
}

function exerciseProblems({ modules, exercises, exerciseTexts }: CourseSources): string[] {
  const listed = [...modules].flatMap(([id, module]) => module.exercises.map((exercise) => ({ exercise, id })));
  return [
    ...listed.flatMap(({ exercise, id }) => {
      const facts = exercises.get(exercise);
      if (!facts) return [`${id}/module.yml lists the exercise "${exercise}", but there is no exercises/${exercise}/.`];
      return facts.module === id
        ? []
        : [`${id}/module.yml lists the exercise "${exercise}", whose exercise.ts says module "${facts.module}".`];
    }),
    ...[...exercises.values()]
      .filter((facts) => modules.has(facts.module) && !listed.some(({ exercise }) => exercise === facts.id))
      .map(
        (facts) =>
          `exercises/${facts.id} is of module "${facts.module}", but ${facts.module}/module.yml does not list it.`,
      ),
    ...[...exercises.values()]
      .filter((facts) => !modules.has(facts.module))
      .map((facts) => `exercises/${facts.id}/exercise.ts names the module "${facts.module}", which is not there.`),
    ...[...exercises.keys()]
      .flatMap((id) => [`${id}/instructions.mdx`, `${id}/explanation.mdx`])
      .filter((text) => !exerciseTexts.has(text))
      .map((text) => `exercises/${text} is missing.`),
  ];
}

function compare(
  listed: readonly string[],
  there: readonly string[],
  list: string,
  file: (name: string) => string,
): string[] {
  return [
    ...listed
      .filter((name) => !there.includes(name))
      .map((name) => `${list} lists "${name}", but ${file(name)} is missing.`),
    ...there
      .filter((name) => !listed.includes(name))
      .map((name) => `${file(name)} is there, but ${list} does not list "${name}".`),
  ];
}

function twice(names: readonly string[], list: string): string[] {
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${list} lists "${name}" twice.`);
}
