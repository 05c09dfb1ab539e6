/**
 * `npm run bench [-- --json]`: what a verdict costs, against two baselines measured in the same run, in turns:
 * a Node process for each submission, and the same code in a warmed plain context (the limit: no protection at all).
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import vm from 'node:vm';
import { build } from 'esbuild';
import { loadExercise, openGrader, readSolutions } from '@ounce/sandbox';
import { bundleExercise } from '../sandbox/src/bundle.ts';
import { compileFiles } from '../sandbox/src/compile/compile.ts';
import { judgePlainly, loadCompiled, type PlainExercise } from './bench/plain-judge.ts';

interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: string;
  /** value ÷ the baseline's value; 1 for a baseline itself. */
  ratio: number;
}

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '60' } } });
const rounds = Number(values.rounds);

const cacheFolder = path.join(root, '.cache', 'sandbox');
await mkdir(cacheFolder, { recursive: true });
const exercise = await loadExercise(path.join(root, 'exercises', 'order-quantity'));
const files = (await readSolutions(exercise)).reference;
const compiled = compileFiles(files);
if (compiled.outcome !== 'compiled')
  throw new Error(`Cannot measure: the reference does not compile: ${compiled.fault.message}`);
const code = compiled.files[0]!.code;
const bundle = await bundleExercise(exercise, cacheFolder);
const plain = (await import(bundle)) as PlainExercise;

const scratch = await mkdtemp(path.join(os.tmpdir(), 'ounce-bench-'));
const program = path.join(scratch, 'program.js');
await writeFile(program, code);
const freshProcess = path.join(scratch, 'fresh-process.mjs');
await build({
  entryPoints: [path.join(root, 'scripts', 'bench', 'fresh-process.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: freshProcess,
  logLevel: 'silent',
});

const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 2, queueLimit: 1_000 });
const context = vm.createContext({});
const script = new vm.Script(code);

const verdict = async (): Promise<void> => {
  const grading = await grader.grade({ exercise: exercise.id, files, seed: 1 });
  if (grading.outcome !== 'graded' || grading.verdict.status !== 'passed')
    throw new Error(`Cannot measure: ${JSON.stringify(grading)}`);
};
const inContext = async (): Promise<void> => {
  const loader = script.runInContext(context) as Parameters<typeof loadCompiled>[0];
  if (!(await judgePlainly(plain, loadCompiled(loader), 1)))
    throw new Error('Cannot measure: the reference fails in a plain context');
};
const inProcess = async (): Promise<void> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', freshProcess, bundle, program, '1'], {
    stdio: 'ignore',
  });
  const exit = await new Promise<number | null>((done) => child.once('exit', done));
  if (exit !== 0) throw new Error(`Cannot measure: the process ended with ${exit}`);
};

for (let i = 0; i < 10; i++) await Promise.all([verdict(), verdict(), inContext()]);

// In turns, so that a noisy moment of the machine meets all of them.
const times = { verdict: [] as number[], inContext: [] as number[], inProcess: [] as number[] };
for (let i = 0; i < rounds; i++) {
  times.verdict.push(await timed(verdict));
  times.inContext.push(await timed(inContext));
  if (i % 3 === 0) times.inProcess.push(await timed(inProcess));
}
const pairs = Math.ceil(rounds / 2);
const perSecond = {
  verdict: await rate(verdict, pairs),
  inContext: await rate(inContext, pairs),
  inProcess: await rate(inProcess, Math.ceil(pairs / 3)),
};
await grader.close();
await rm(scratch, { recursive: true });

const figures: Figure[] = [];
for (const [share, p] of [
  [0.5, 'p50'],
  [0.95, 'p95'],
] as const) {
  const process95 = quantile(times.inProcess, share);
  const context95 = quantile(times.inContext, share);
  const value = quantile(times.verdict, share);
  figures.push(
    {
      name: `verdict ${p}, one learner`,
      value,
      unit: 'ms',
      baseline: `a Node process for each submission, ${p}`,
      ratio: value / process95,
    },
    {
      name: `verdict ${p}, one learner`,
      value,
      unit: 'ms',
      baseline: `the same code in a warmed plain context, ${p}`,
      ratio: value / context95,
    },
    { name: `a Node process for each submission, ${p}`, value: process95, unit: 'ms', baseline: 'itself', ratio: 1 },
    {
      name: `the same code in a warmed plain context, ${p}`,
      value: context95,
      unit: 'ms',
      baseline: 'itself',
      ratio: 1,
    },
  );
}
figures.push(
  {
    name: 'verdicts, 2 in flight',
    value: perSecond.verdict,
    unit: '1/s',
    baseline: 'Node processes, 2 in flight',
    ratio: perSecond.verdict / perSecond.inProcess,
  },
  {
    name: 'verdicts, 2 in flight',
    value: perSecond.verdict,
    unit: '1/s',
    baseline: 'the same code in a warmed plain context',
    ratio: perSecond.verdict / perSecond.inContext,
  },
  { name: 'Node processes, 2 in flight', value: perSecond.inProcess, unit: '1/s', baseline: 'itself', ratio: 1 },
);

if (values.json) console.log(JSON.stringify({ version: 1, figures: figures.map(rounded) }, null, 2));
else
  for (const { name, value, unit, baseline, ratio } of figures.map(rounded))
    console.log(
      `${name.padEnd(52)} ${String(value).padStart(9)} ${unit.padEnd(4)} ${String(ratio).padStart(8)} × ${baseline}`,
    );

async function timed(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** How often a second, two at a time. */
async function rate(act: () => Promise<void>, times: number): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < times; i++) await Promise.all([act(), act()]);
  return (times * 2 * 1_000) / (performance.now() - began);
}

function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function rounded(figure: Figure): Figure {
  const round = (value: number): number => Number(value.toPrecision(3));
  return { ...figure, value: round(figure.value), ratio: round(figure.ratio) };
}
