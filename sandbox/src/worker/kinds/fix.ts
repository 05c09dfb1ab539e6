/** Kind fix: functions that must hold and exploits that must fail, on one program that stays loaded. */
import type { Check, Exploit, FixExercise, Stage, WorldName } from '../../exercise.ts';
import type { WorldModule } from '../../worlds/world.ts';
import { appOf } from '../app.ts';
import { shown, thrown } from '../findings.ts';
import type { Items, Judged } from '../items.ts';
import type { Job, JudgedExercise } from '../judge.ts';
import { ProgramFault, type Program } from '../program.ts';
import type { Run } from '../run.ts';

type AnyStage = Stage<WorldName, unknown>;

export function fixItems(
  job: Job,
  { entry }: FixExercise,
  { checks = [], exploits = [] }: JudgedExercise,
  run: Run,
): Items {
  const resident = new Resident(job, entry, run);
  return {
    items: [
      ...checks.map((check) => ({
        facts: { id: check.id, kind: 'function' as const, title: check.title },
        judge: () => resident.tryOn(check.id, false, (stage) => tryCheck(check, stage)),
      })),
      ...exploits.map((exploit) => ({
        facts: { id: exploit.id, kind: 'exploit' as const, title: exploit.title },
        judge: () => resident.tryOn(exploit.id, exploit.hidden === true, (stage) => tryExploit(exploit, stage)),
      })),
    ],
    close: () => resident.close(),
  };
}

/** The learner's program, loaded again after whatever did not pass: an attack may have left its mark. */
class Resident {
  readonly #job: Job;
  readonly #entry: readonly string[];
  readonly #run: Run;
  #program: Program | undefined;
  #modules: Readonly<Record<string, WorldModule>> = {};

  constructor(job: Job, entry: readonly string[], run: Run) {
    this.#job = job;
    this.#entry = entry;
    this.#run = run;
  }

  async tryOn(id: string, hidden: boolean, judge: (stage: AnyStage) => Promise<Judged>): Promise<Judged> {
    const surroundings = this.#run.surround(id, () => this.#program);
    try {
      this.#modules = surroundings.modules;
      const program = (this.#program ??= this.#load());
      if (hidden) this.#run.keepLog(program);
      const stage = { app: appOf(program, this.#run.schedule(id)), ...this.#run.stage(id, surroundings) } as AnyStage;
      const judged = await judge(stage);
      if (judged.outcome !== 'passed' && !hidden) this.close();
      return judged;
    } finally {
      if (hidden) this.#forget();
      surroundings.close();
    }
  }

  close(): void {
    if (this.#program) this.#run.end(this.#program);
    this.#program = undefined;
  }

  /** What a program saw of a hidden attack must not come out, however that ended: not in the log now, not by its memory later. */
  #forget(): void {
    if (this.#program) this.#run.drop(this.#program);
    this.#program = undefined;
  }

  #load(): Program {
    const { files } = this.#job;
    const main = files.some(({ name }) => name === 'solution.c') ? 'solution.c' : 'solution.ts';
    return this.#run.open({ files, main, entry: this.#entry, modules: () => this.#modules });
  }
}

/** Whether a function holds. */
export async function tryCheck(check: Check<WorldName, unknown>, stage: AnyStage): Promise<Judged> {
  try {
    const held = await check.holds(stage);
    return held === true ? { outcome: 'passed' } : { outcome: 'failed', feedback: check.feedback, ...shown(held) };
  } catch (error) {
    if (error instanceof ProgramFault) throw error;
    return { outcome: 'failed', feedback: check.feedback, ...thrown(error) };
  }
}

async function tryExploit(exploit: Exploit<WorldName, unknown>, stage: AnyStage): Promise<Judged> {
  try {
    const landed = await exploit.lands(stage);
    if (landed === false) return { outcome: 'passed' };
    return { outcome: 'failed', feedback: exploit.feedback, ...(exploit.hidden ? {} : shown(landed)) };
  } catch (error) {
    if (error instanceof ProgramFault) throw error;
    const feedback =
      'The attack could not be tried, because the program failed on an ordinary call before it. An attack that was not tried is no defence.';
    return { outcome: 'inconclusive', feedback, ...(exploit.hidden ? {} : thrown(error)) };
  }
}
