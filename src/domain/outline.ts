/** The course as its learners walk through it: parts, modules and steps, in order. */
import type { Course, Lesson, Module } from './course.ts';
import { exerciseHref, weaknessText, type ExerciseFacts } from './exercise-facts.ts';

/** One thing to do: read a lesson, solve an exercise, answer the questions. */
export interface Step {
  readonly kind: 'lesson' | 'exercise' | 'check';
  /** Names the step in the learner's progress: "lesson:start/how-it-works". */
  readonly key: string;
  readonly title: string;
  readonly href: string;
  readonly minutes: number;
  readonly summary: string;
}

export interface ModuleOutline {
  readonly id: string;
  /** Its place in the course, from 1. */
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly cwe: readonly string[];
  readonly owasp: string;
  readonly steps: readonly Step[];
}

export interface Outline {
  readonly title: string;
  readonly summary: string;
  readonly parts: readonly {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly modules: readonly ModuleOutline[];
  }[];
}

/** What authors wrote, by folder and file name. */
export interface CourseSources {
  readonly course: Course;
  /** By folder name. */
  readonly modules: ReadonlyMap<string, Module>;
  /** By "module/lesson". */
  readonly lessons: ReadonlyMap<string, Lesson>;
  /** The number of questions, by module. */
  readonly checks: ReadonlyMap<string, number>;
  readonly exercises: ReadonlyMap<string, ExerciseFacts>;
  /** The texts of exercises that are there: "customer-search/instructions.mdx". */
  readonly exerciseTexts: ReadonlySet<string>;
}

/** The outline; call courseProblems() first, since what is missing is left out here. */
export function outlineCourse(sources: CourseSources): Outline {
  let number = 0;
  return {
    title: sources.course.title,
    summary: sources.course.summary,
    parts: sources.course.parts.map((part) => ({
      ...part,
      modules: part.modules.flatMap((id) => {
        const module = sources.modules.get(id);
        return module ? [outlineModule(id, ++number, module, sources)] : [];
      }),
    })),
  };
}

function outlineModule(id: string, number: number, module: Module, sources: CourseSources): ModuleOutline {
  const lessons = module.lessons.flatMap((lesson) => {
    const facts = sources.lessons.get(`${id}/${lesson}`);
    return facts ? [lessonStep(id, lesson, facts)] : [];
  });
  const exercises = module.exercises.flatMap((exercise) => {
    const facts = sources.exercises.get(exercise);
    return facts ? [exerciseStep(facts)] : [];
  });
  const questions = sources.checks.get(id);
  const check = questions === undefined ? [] : [checkStep(id, questions)];
  const { title, summary, cwe, owasp } = module;
  return { id, number, title, summary, cwe, owasp, steps: [...lessons, ...exercises, ...check] };
}

function lessonStep(module: string, lesson: string, { title, summary, minutes }: Lesson): Step {
  return {
    kind: 'lesson',
    key: `lesson:${module}/${lesson}`,
    title,
    summary,
    minutes,
    href: `/learn/${module}/${lesson}`,
  };
}

function exerciseStep(facts: ExerciseFacts): Step {
  const { id, title, minutes } = facts;
  return {
    kind: 'exercise',
    key: `exercise:${id}`,
    title,
    summary: weaknessText(facts),
    minutes,
    href: exerciseHref(id),
  };
}

function checkStep(module: string, questions: number): Step {
  const summary = `${questions} questions, each option explained`;
  return {
    kind: 'check',
    key: `check:${module}`,
    title: 'Check questions',
    summary,
    minutes: questions,
    href: `/learn/${module}/check`,
  };
}

/** A step with its module and what stands before and after it in the course. */
export interface StepPlace {
  readonly module: ModuleOutline;
  readonly step: Step;
  readonly previous: Step | undefined;
  readonly next: Step | undefined;
}

/** Where a step stands; undefined when the course does not have it. */
export function placeOf(outline: Outline, key: string): StepPlace | undefined {
  const all = outline.parts.flatMap((part) =>
    part.modules.flatMap((module) => module.steps.map((step) => ({ module, step }))),
  );
  const at = all.findIndex(({ step }) => step.key === key);
  const here = all[at];
  return here && { ...here, previous: all[at - 1]?.step, next: all[at + 1]?.step };
}

/** All modules, in order. */
export function modulesOf(outline: Outline): ModuleOutline[] {
  return outline.parts.flatMap((part) => [...part.modules]);
}
