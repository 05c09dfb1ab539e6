/** Kind break: the learner's program attacks an app; each goal is judged by what happened to the app. */
import type { AttackStage, BreakExercise, Check, Goal, WorldName } from '../../exercise.ts';
import { platformModules } from '../../worlds/platform.ts';
import { appOf } from '../app.ts';
import { shown, thrown } from '../findings.ts';
import type { Items, Judged } from '../items.ts';
import type { Job, JudgedExercise } from '../judge.ts';
import { neighbourOf } from '../neighbour.ts';
import { ProgramFault, type Program } from '../program.ts';
import type { Run } from '../run.ts';
import { tryCheck } from './fix.ts';

type AnyStage = AttackStage<WorldName, unknown>;

export function breakItems(
  job: Job,
  exercise: BreakExercise,
  { checks = [], goals = [] }: JudgedExercise,
  run: Run,
): Items {
  const tryOn = (id: string, judge: (stage: AnyStage) => Promise<Judged>): Promise<Judged> =>
    attack({ id, job, exercise, run, judge });
  return {
    items: [
      ...checks.map((check: Check<WorldName, unknown>) => ({
        facts: { id: check.id, kind: 'function' as const, title: check.title },
        judge: () => tryOn(check.id, (stage) => tryCheck(check, stage)),
      })),
      ...goals.map((goal) => ({
        facts: { id: goal.id, kind: 'goal' as const, title: goal.title },
        judge: () => tryOn(goal.id, (stage) => tryGoal(goal, stage)),
      })),
    ],
    close: () => undefined,
  };
}

interface AttackOptions {
  id: string;
  job: Job;
  exercise: BreakExercise;
  run: Run;
  judge: (stage: AnyStage) => Promise<Judged>;
}

/** Both programs are new for each goal: what one attack leaves behind helps no other. */
async function attack({ id, job, exercise, run, judge }: AttackOptions): Promise<Judged> {
  const open: Program[] = [];
  const surroundings = run.surround(id, () => open[0]);
  const load = (loading: Parameters<Run['open']>[0]): Program => {
    const program = run.open(loading);
    open.push(program);
    return program;
  };
  try {
    const face = exercise.app;
    const entry = [...face.functions, ...(face.handler === undefined ? [] : [face.handler])];
    const app = load({ files: job.programs['app']!, main: 'app.ts', entry, modules: () => surroundings.modules });
    const { target, modules } = neighbourOf(app, face, run.schedule(`target ${id}`));
    const reach = { ...platformModules, ...modules };
    const attacker = load({
      files: job.files,
      main: 'solution.ts',
      entry: exercise.entry,
      modules: () => reach,
      waits: true,
    });
    return await judge({ app: appOf(attacker, run.schedule(id)), target, ...run.stage(id, surroundings) });
  } finally {
    // The app's log is not the learner's.
    const [app, attacker] = open;
    if (attacker) run.end(attacker);
    app?.dispose();
    surroundings.close();
  }
}

async function tryGoal(goal: Goal<WorldName, unknown>, stage: AnyStage): Promise<Judged> {
  try {
    const reached = await goal.reached(stage);
    return reached === true ? { outcome: 'passed' } : { outcome: 'failed', feedback: goal.feedback, ...shown(reached) };
  } catch (error) {
    if (error instanceof ProgramFault) throw error;
    return { outcome: 'failed', feedback: goal.feedback, ...thrown(error) };
  }
}
