/** Kind review: for each patch the learner says whether it holds, and where not, an input that still gets through. */
import type { Attack, ReviewExercise, Stage, WorldName } from '../../exercise.ts';
import { idOf } from '../../plan.ts';
import type { ReviewAnswer } from '../../review-answer.ts';
import { appOf } from '../app.ts';
import { shown } from '../findings.ts';
import type { Items, Judged } from '../items.ts';
import type { Job, JudgedExercise } from '../judge.ts';
import type { Program } from '../program.ts';
import type { Run } from '../run.ts';

type Patch = ReviewExercise['patches'][string];
type Opinion = ReviewAnswer['patches'][string];

export function reviewItems(job: Job, exercise: ReviewExercise, { attack }: JudgedExercise, run: Run): Items {
  if (!attack || !job.answer) throw new Error(`Cannot judge "${exercise.id}": its attack or the answer is missing`);
  const { patches } = job.answer;
  const tryInput = (name: string, input: string): ReturnType<Attack<WorldName, unknown>> =>
    attackPatch({ name, input, attack, job, exercise, run });
  return {
    items: Object.entries(exercise.patches).map(([file, patch]) => ({
      facts: { id: idOf(file), kind: 'goal' as const, title: patch.claim },
      judge: () => judgeOpinion(patch, patches[idOf(file)], (input) => tryInput(idOf(file), input)),
    })),
    close: () => undefined,
  };
}

type Try = (input: string) => ReturnType<Attack<WorldName, unknown>>;

async function judgeOpinion(patch: Patch, opinion: Opinion | undefined, tryInput: Try): Promise<Judged> {
  if (!opinion || opinion.holds === null)
    return { outcome: 'failed', feedback: 'It is still open whether this patch holds.' };
  if (opinion.holds && patch.holds) return { outcome: 'passed' };
  if (opinion.holds) return { outcome: 'failed', feedback: `Something still gets through. ${patch.feedback}` };
  if (opinion.input === '') {
    const feedback = 'A patch that does not hold is shown by an input that gets through. None is given.';
    return { outcome: 'failed', feedback };
  }
  const landed = await tryInput(opinion.input);
  if (landed !== false) return { outcome: 'passed', ...shown(landed) };
  const payload = opinion.input.slice(0, 1_000);
  const seen = { payload, observed: 'The patched program was run with this input, and nothing got through.' };
  return { outcome: 'failed', feedback: patch.feedback, ...seen };
}

interface AttackOptions {
  name: string;
  input: string;
  attack: Attack<WorldName, unknown>;
  job: Job;
  exercise: ReviewExercise;
  run: Run;
}

async function attackPatch({ name, input, attack, job, exercise, run }: AttackOptions): ReturnType<typeof attack> {
  let program: Program | undefined;
  const surroundings = run.surround(name, () => program);
  const { functions, handler } = exercise.app;
  const entry = [...functions, ...(handler === undefined ? [] : [handler])];
  const files = job.programs[`patches/${name}`]!;
  try {
    program = run.open({ files, main: 'app.ts', entry, modules: () => surroundings.modules });
    try {
      const stage = { app: appOf(program, run.schedule(name)), ...run.stage(name, surroundings) } as Stage<
        WorldName,
        unknown
      >;
      return await attack(stage, input);
    } finally {
      run.end(program);
    }
  } finally {
    surroundings.close();
  }
}
