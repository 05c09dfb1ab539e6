/** Kind test: the learner's test runs against right versions of an app, which it must let through, and mutants, which it must notice. */
import type { TestExercise } from '../../exercise.ts';
import { idOf } from '../../plan.ts';
import type { WorldModule } from '../../worlds/world.ts';
import type { Items, Judged } from '../items.ts';
import type { Job } from '../judge.ts';
import { neighbourOf } from '../neighbour.ts';
import { ProgramFault, type Program, type TestResult } from '../program.ts';
import type { Run } from '../run.ts';

export function testItems(job: Job, exercise: TestExercise, run: Run): Items {
  const results = (name: string): Promise<TestResult[]> => resultsOn(name, job, exercise, run);
  return {
    items: [
      ...Object.entries(exercise.safe).map(([file, { title }]) => ({
        facts: { id: idOf(file), kind: 'function' as const, title },
        judge: async () => onSafe(await results(`safe/${idOf(file)}`)),
      })),
      ...Object.entries(exercise.mutants).map(([file, { title, feedback }]) => ({
        facts: { id: idOf(file), kind: 'goal' as const, title },
        judge: async () => onMutant(await results(`mutants/${idOf(file)}`), feedback),
      })),
    ],
    close: () => undefined,
  };
}

function onSafe(results: readonly TestResult[]): Judged {
  if (results.length === 0) {
    return {
      outcome: 'failed',
      feedback: 'No test ran. A test is registered with test(name, function), imported from node:test.',
    };
  }
  const failed = results.find(({ error }) => error !== undefined);
  if (!failed) return { outcome: 'passed' };
  return {
    outcome: 'failed',
    feedback:
      'A test fails on a version of the app that keeps to the contract: it asks for more than the contract does.',
    observed: `The test “${failed.name}” failed.`,
    error: { message: failed.error!.message, ...failed.error!.place },
  };
}

function onMutant(results: readonly TestResult[], feedback: string): Judged {
  if (results.some(({ error }) => error !== undefined)) return { outcome: 'passed' };
  const count = results.length === 1 ? 'The one test passes' : `All ${results.length} tests pass`;
  return { outcome: 'failed', feedback, observed: results.length === 0 ? 'No test ran.' : `${count} on this version.` };
}

/** Both programs are new for each version, so that a test can't tell them apart but by what they do. */
async function resultsOn(name: string, job: Job, exercise: TestExercise, run: Run): Promise<TestResult[]> {
  let app: Program | undefined;
  const surroundings = run.surround(name, () => app);
  let test: Program | undefined;
  try {
    const { functions, handler } = exercise.app;
    const entry = [...functions, ...(handler === undefined ? [] : [handler])];
    app = run.open({ files: job.programs[name]!, main: 'app.ts', entry, modules: () => surroundings.modules });
    const reach = {
      ...surroundings.modules,
      ...neighbourOf(app, exercise.app, run.schedule(name)).modules,
      ...testing,
    };
    test = run.open({ files: job.files, main: 'solution.ts', entry: [], modules: () => reach, waits: true });
    return await test.runTests();
  } catch (error) {
    if (error instanceof ProgramFault && error.fault.code === 'load') return [whileLoading(error)];
    throw error;
  } finally {
    if (test) run.end(test);
    app?.dispose();
    surroundings.close();
  }
}

/** What stands outside of any test may fail as well as one. */
function whileLoading({ fault: { message, file, line, column } }: ProgramFault): TestResult {
  const place = file !== undefined && line !== undefined && column !== undefined ? { file, line, column } : undefined;
  return { name: 'outside of any test', error: { message, place } };
}

/** Says to src/inside/ that node:test and node:assert are wanted. */
const testing: Readonly<Record<string, WorldModule>> = { 'ounce:testing': { functions: {} } };
