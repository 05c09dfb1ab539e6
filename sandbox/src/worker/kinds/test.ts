/** Kind test: the learner's test runs against right versions of an app, which it must let through, and mutants, which it must notice. */
import type { TestExercise } from '../../exercise.ts';
import { idOf } from '../../plan.ts';
import type { WorldModule } from '../../worlds/world.ts';
import type { Items, Judged } from '../items.ts';
import type { Job } from '../judge.ts';
import { neighbourOf } from '../neighbour.ts';
import { LearnerError, ProgramFault, type Place } from '../faults.ts';
import type { Program, TestRun } from '../program.ts';
import type { Run } from '../run.ts';

export function testItems(job: Job, exercise: TestExercise, run: Run): Items {
  const tested = (name: string): Promise<TestRun> => testOn(name, job, exercise, run);
  return {
    items: [
      ...Object.entries(exercise.safe).map(([file, { title }]) => ({
        facts: { id: idOf(file), kind: 'function' as const, title },
        judge: async () => onSafe(await tested(`safe/${idOf(file)}`)),
      })),
      ...Object.entries(exercise.mutants).map(([file, { title, feedback }]) => ({
        facts: { id: idOf(file), kind: 'goal' as const, title },
        judge: async () => onMutant(await tested(`mutants/${idOf(file)}`), feedback),
      })),
    ],
    close: () => undefined,
  };
}

function onSafe({ count, failed }: TestRun): Judged {
  if (count === 0 && !failed) {
    return {
      outcome: 'failed',
      feedback: 'No test ran. A test is registered with test(name, function), imported from node:test.',
    };
  }
  if (!failed) return { outcome: 'passed' };
  return {
    outcome: 'failed',
    feedback:
      'A test fails on a version of the app that keeps to the contract: it asks for more than the contract does.',
    observed: `The test “${failed.name}” failed.`,
    error: { message: failed.message, ...failed.place },
  };
}

function onMutant({ count, failed }: TestRun, feedback: string): Judged {
  if (failed) return { outcome: 'passed' };
  const all = count === 1 ? 'The one test passes' : `All ${count} tests pass`;
  return { outcome: 'failed', feedback, observed: count === 0 ? 'No test ran.' : `${all} on this version.` };
}

/** What is drawn is the same for each version, so that it tells none from another. */
const everyVersion = 'version';

/** Both programs are new for each version, so that a test can't tell them apart but by what they do. */
async function testOn(name: string, job: Job, exercise: TestExercise, run: Run): Promise<TestRun> {
  let app: Program | undefined;
  const surroundings = run.surround(everyVersion, () => app);
  let test: Program | undefined;
  try {
    const { functions, handler } = exercise.app;
    const entry = [...functions, ...(handler === undefined ? [] : [handler])];
    app = run.open({
      files: job.programs[name]!,
      main: 'app.ts',
      entry,
      modules: () => surroundings.modules,
      own: true,
    });
    const neighbour = neighbourOf(app, exercise.app, run.schedule(everyVersion));
    const reach = { ...surroundings.modules, ...neighbour.modules, ...testing };
    test = run.open({ files: job.files, main: 'solution.ts', entry: [], modules: () => reach, waits: true });
    const tested = await test.runTests();
    neighbour.mustHold();
    return tested;
  } catch (error) {
    if (error instanceof ProgramFault && error.fault.code === 'load') return whileLoading(error);
    if (error instanceof LearnerError) return outsideOfTests(`${error.name}: ${error.message}`, error.place);
    throw error;
  } finally {
    if (test) run.end(test);
    if (app) run.endOwn(app);
    surroundings.close();
  }
}

/** What stands outside of any test may fail as well as one. */
function whileLoading({ fault: { message, file, line, column } }: ProgramFault): TestRun {
  const place = file !== undefined && line !== undefined && column !== undefined ? { file, line, column } : undefined;
  return outsideOfTests(message, place);
}

function outsideOfTests(message: string, place: Place | undefined): TestRun {
  return { count: 0, failed: { name: 'outside of any test', message: message.slice(0, 1_900), place } };
}

/** Says to src/inside/ that node:test and node:assert are wanted. */
const testing: Readonly<Record<string, WorldModule>> = { 'ounce:testing': { functions: {} } };
