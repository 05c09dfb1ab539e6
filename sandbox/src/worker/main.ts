/** A worker process: one job a line. It holds a warm isolate ready for the next one. */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { answerLines } from '../process/lines.ts';
import type { Check, Exercise, Exploit, SetUp, WorldName } from '../exercise.ts';
import { loadWorlds } from '../worlds/openers.ts';
import { judge, type Job, type JudgedExercise } from './judge.ts';
import { warmIsolate, type WarmIsolate } from './program.ts';

const insideCode = readFileSync(argv[2]!, 'utf8');
let next: WarmIsolate | undefined = warmIsolate(insideCode);

function takeWarm(): WarmIsolate {
  const warm = next ?? warmIsolate(insideCode);
  next = undefined;
  return warm;
}

interface Bundle {
  exercise: Exercise;
  checks: readonly Check<WorldName, unknown>[];
  exploits: readonly Exploit<WorldName, unknown>[];
  scene: { default?: SetUp<WorldName, unknown> };
}

answerLines(async (message) => {
  const { bundle, job } = message as { bundle?: string; job?: Job };
  if (bundle === undefined || job === undefined) return { ready: true };
  const { exercise, checks, exploits, scene } = (await import(pathToFileURL(bundle).href)) as Bundle;
  await loadWorlds(exercise.worlds);
  const judged: JudgedExercise = { exercise, checks, exploits, setUp: scene.default };
  const verdict = await judge(job, judged, takeWarm);
  setImmediate(() => (next ??= warmIsolate(insideCode)));
  return verdict;
});
