/** From a submission to what a worker gets, or at once to the verdict when no program has to run. */
import type { Files, LoadedExercise } from '../catalogue.ts';
import type { CompiledFile, CompileReply } from '../compile/compiled.ts';
import { reviewAnswerSchema } from '../review-answer.ts';
import { spotAnswerSchema } from '../spot-answer.ts';
import type { Fault, Verdict } from '../verdict.ts';
import type { Job } from '../worker/judge.ts';
import { judgeSpot } from './judge-spot.ts';
import { readAnswer } from './read-answer.ts';
import { verdictOfFault } from './read-verdict.ts';

export type Compile = (files: Files) => Promise<CompileReply>;

export type CompiledPrograms = Readonly<Record<string, readonly CompiledFile[]>>;

export type Prepared = { outcome: 'job'; job: Omit<Job, 'programs'> } | { outcome: 'graded'; verdict: Verdict };

interface Run {
  exercise: LoadedExercise;
  seed: number;
}

/** Reads or compiles what the learner sent, by the exercise's kind. */
export async function prepare(run: Run, files: Files, compile: Compile): Promise<Prepared> {
  const { exercise, seed } = run;
  const facts = { exercise: { id: exercise.id, hash: exercise.hash }, seed };
  const faulty = (fault: Fault): Prepared => ({ outcome: 'graded', verdict: verdictOfFault(run, fault) });
  if (exercise.kind === 'spot') {
    const read = readAnswer(files, spotAnswerSchema);
    if ('fault' in read) return faulty(read.fault);
    return { outcome: 'graded', verdict: judgeSpot({ exercise, seed }, read.answer) };
  }
  if (exercise.kind === 'review') {
    const read = readAnswer(files, reviewAnswerSchema);
    return 'fault' in read ? faulty(read.fault) : { outcome: 'job', job: { ...facts, files: [], answer: read.answer } };
  }
  const compiled = await compile(files);
  if (compiled.outcome === 'fault') return faulty(compiled.fault);
  return { outcome: 'job', job: { ...facts, files: compiled.files } };
}

/** The exercise's own programs. Rejects when one does not compile, which is the author's fault. */
export async function compilePrograms(exercise: LoadedExercise, compile: Compile): Promise<CompiledPrograms> {
  const programs: Record<string, readonly CompiledFile[]> = {};
  for (const [name, files] of Object.entries(exercise.programs)) {
    const reply = await compile(files);
    if (reply.outcome === 'fault')
      throw new Error(`Cannot compile ${name} of the exercise "${exercise.id}": ${reply.fault.message}`);
    programs[name] = reply.files;
  }
  return programs;
}
