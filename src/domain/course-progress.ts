/** How far a learner has come in the course. */
import type { ModuleOutline, Outline, Step } from './outline.ts';
import type { DoneSteps } from './steps.ts';

/** earlier: an exercise that was passed and has changed since. */
export type StepState = 'done' | 'earlier' | 'open';

export interface ModuleProgress extends Omit<ModuleOutline, 'steps'> {
  readonly steps: readonly (Step & { readonly state: StepState })[];
}

export interface PartProgress {
  readonly id: string;
  readonly title: string;
  readonly modules: readonly ModuleProgress[];
  readonly done: number;
  readonly total: number;
}

export interface CourseProgress {
  readonly parts: readonly PartProgress[];
  readonly done: number;
  readonly total: number;
  /** The first step that is open, and its module. */
  readonly next: { readonly step: Step; readonly module: ModuleOutline } | undefined;
  /** What is open, by kind, and the minutes it takes. */
  readonly left: Readonly<Record<Step['kind'], number>> & { readonly minutes: number };
}

/** The course with what is done of it. An exercise that was passed in an earlier version counts as done. */
export function courseProgress(outline: Outline, { steps, earlier }: DoneSteps): CourseProgress {
  const stateOf = (key: string): StepState => (earlier.includes(key) ? 'earlier' : key in steps ? 'done' : 'open');
  const parts = outline.parts.map(({ id, title, modules }): PartProgress => {
    const marked = modules.map((module) => ({
      ...module,
      steps: module.steps.map((step) => ({ ...step, state: stateOf(step.key) })),
    }));
    const all = marked.flatMap((module) => module.steps);
    return { id, title, modules: marked, done: all.filter(({ state }) => state !== 'open').length, total: all.length };
  });
  const places = outline.parts.flatMap((part) =>
    part.modules.flatMap((module) => module.steps.map((step) => ({ step, module }))),
  );
  const open = places.filter(({ step }) => stateOf(step.key) === 'open');
  const count = (kind: Step['kind']): number => open.filter(({ step }) => step.kind === kind).length;
  return {
    parts,
    done: places.length - open.length,
    total: places.length,
    next: open[0],
    left: {
      lesson: count('lesson'),
      exercise: count('exercise'),
      check: count('check'),
      minutes: open.reduce((sum, { step }) => sum + step.minutes, 0),
    },
  };
}

/** "2 lessons, 1 exercise and 1 set of questions, about 40 minutes" */
export function leftText({ lesson, exercise, check, minutes }: CourseProgress['left']): string {
  const parts = [
    counted(lesson, 'lesson', 'lessons'),
    counted(exercise, 'exercise', 'exercises'),
    counted(check, 'set of questions', 'sets of questions'),
  ].filter((part) => part !== undefined);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
  return `${list}, about ${timeText(minutes)}`;
}

function counted(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
}

/** Beyond an hour and a half, hours are precise enough. */
function timeText(minutes: number): string {
  return minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
