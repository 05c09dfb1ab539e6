/** A worker process: one job a line. It holds a warm isolate ready for the next one. */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { answerLines } from '../process/lines.ts';
import { loadWorlds } from '../worlds/openers.ts';
import { judge, type Job, type JudgedExercise } from './judge.ts';
import { Warmer, type WarmIsolate } from './warm-isolate.ts';

// In the machine's own time zone, the same submission might get another verdict.
process.env['TZ'] = 'UTC';

const warmer = new Warmer(readFileSync(argv[2]!, 'utf8'));
let next: WarmIsolate | undefined = warmer.make();

function takeWarm(): WarmIsolate {
  const warm = next ?? warmer.make();
  next = undefined;
  return warm;
}

answerLines(async (message) => {
  const { bundle, job } = message as { bundle?: string; job?: Job };
  if (bundle === undefined || job === undefined) return { ready: true };
  const judged = (await import(pathToFileURL(bundle).href)) as JudgedExercise;
  await loadWorlds(judged.exercise.worlds);
  const verdict = await judge(job, judged, takeWarm);
  setImmediate(() => (next ??= warmer.make()));
  return verdict;
});
