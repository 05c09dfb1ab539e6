/** The proof of kinds break and test: each sabotage of a sound exercise is caught, with its code. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openGrader } from '@ounce/sandbox';
import { loadOrProblem, proveExercise, twinsOf, type Proof } from '@ounce/sandbox/contract';
import { cacheFolder } from './probe-exercise.ts';

const exercises = path.join(import.meta.dirname, '..', '..', 'exercises');

/** Proves a copy of an exercise after something was done to it. */
async function proofAfter(t: TestContext, id: string, harm: (folder: string) => Promise<void>): Promise<Proof> {
  const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'ounce-')), id);
  t.after(() => rm(path.dirname(folder), { recursive: true }));
  await cp(path.join(exercises, id), folder, { recursive: true });
  await harm(folder);
  const exercise = await loadOrProblem(folder);
  if (!('plan' in exercise)) return exercise;
  const known = [exercise, ...twinsOf(exercise)];
  const grader = await openGrader({ exercises: known, cacheFolder, workers: 2, queueLimit: 1_000 });
  t.after(() => grader.close());
  return proveExercise(exercise, { grader, seeds: 1, modules: [exercise.module] });
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  assert.notEqual(after, before, `the sabotage of ${path.basename(file)} changed nothing`);
  await writeFile(file, after);
}

/** Takes an answer away, from the folder and from the table. */
async function removeWrong(folder: string, name: string): Promise<void> {
  await rm(path.join(folder, 'wrong', name));
  await edit(path.join(folder, 'exercise.ts'), (text) => text.replace(new RegExp(` {4}'${name}'.*\n`), ''));
}

function codes({ problems }: Proof): string[] {
  return [...new Set(problems.map(({ code }) => code))].sort();
}

function messageOf({ problems }: Proof, code: string): string {
  return problems.find((problem) => problem.code === code)?.message ?? '';
}

test('proveExercise() finds nothing wrong with a sound exercise of kind break', async (t) => {
  const proof = await proofAfter(t, 'order-report', async () => {});
  assert.deepEqual(proof.problems, []);
  assert.deepEqual(proof.counts, { functional: 0, exploits: 4, accepted: 4, wrong: 15 });
});

test('proveExercise() catches a goal that the starter reaches', async (t) => {
  const proof = await proofAfter(t, 'order-report', (folder) =>
    edit(path.join(folder, 'goals.ts'), (text) =>
      text.replace('credit > stage.scene.me.credit', 'credit >= stage.scene.me.credit'),
    ),
  );
  assert.match(messageOf(proof, 'STARTER_REACHES'), /The starter reaches the goal "credit" already/);
  // Who reaches it without an attack reaches it on the mended app as well, and a wrong attack is caught by nothing.
  assert.deepEqual(codes(proof), ['GOAL_ALWAYS_REACHED', 'STARTER_REACHES', 'WRONG_ACCEPTED']);
});

test('proveExercise() catches a mended app that can still be attacked', async (t) => {
  const proof = await proofAfter(t, 'order-report', (folder) =>
    edit(path.join(folder, 'safe.ts'), (text) =>
      text.replace(
        "run('UPDATE customers SET language = ? WHERE id = ?', [String(language), customer.id]);",
        "run(`UPDATE customers SET language = '${language.replace(\"'\", \"''\")}' WHERE id = ${customer.id}`);",
      ),
    ),
  );
  assert.deepEqual(codes(proof), ['GOAL_ALWAYS_REACHED']);
  assert.equal(proof.problems.length, 5, 'the reference and each accepted attack');
});

test('proveExercise() catches an app that can’t be attacked', async (t) => {
  const proof = await proofAfter(t, 'order-report', (folder) =>
    cp(path.join(folder, 'safe.ts'), path.join(folder, 'app.ts')),
  );
  assert.deepEqual(codes(proof), ['RIGHT_REFUSED', 'WRONG_FINDING']);
});

test('proveExercise() catches a goal that no wrong attack names', async (t) => {
  const proof = await proofAfter(t, 'order-report', async (folder) => {
    for (const name of ['one-quote.ts', 'second-statement.ts', 'more-fields-in-the-body.ts'])
      await removeWrong(folder, name);
  });
  assert.deepEqual(codes(proof), ['GOAL_UNNAMED']);
  assert.match(messageOf(proof, 'GOAL_UNNAMED'), /"credit"/);
});

test('proveExercise() finds nothing wrong with a sound exercise of kind test', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', async () => {});
  assert.deepEqual(proof.problems, []);
  assert.deepEqual(proof.counts, { functional: 4, exploits: 10, accepted: 4, wrong: 20 });
});

test('proveExercise() catches a starter that notices a mutant already', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', (folder) =>
    edit(path.join(folder, 'starter.ts'), (text) =>
      text.replace('\n});', "\n  assert.equal(await readAttachment('/app/config.txt').catch(() => null), null);\n});"),
    ),
  );
  assert.deepEqual(codes(proof), ['STARTER_REACHES']);
  assert.match(messageOf(proof, 'STARTER_REACHES'), /"absolute"/);
});

test('proveExercise() catches a starter that asks a right version for too much', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', (folder) =>
    edit(path.join(folder, 'starter.ts'), (text) =>
      text.replace('\n});', "\n  await assert.rejects(readAttachment('none.txt'));\n});"),
    ),
  );
  assert.deepEqual(codes(proof), ['STARTER_BROKEN', 'STARTER_REACHES']);
});

test('proveExercise() catches a mutant that is right', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', (folder) =>
    cp(path.join(folder, 'safe', 'every-step.ts'), path.join(folder, 'mutants', 'nul-byte.ts')),
  );
  assert.deepEqual(codes(proof), ['RIGHT_REFUSED']);
  assert.match(messageOf(proof, 'RIGHT_REFUSED'), /"nul-byte" is failed: All 13 tests pass/);
});

test('proveExercise() catches a right version that is wrong', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', (folder) =>
    cp(path.join(folder, 'mutants', 'link.ts'), path.join(folder, 'safe', 'list-of-files.ts')),
  );
  assert.match(messageOf(proof, 'RIGHT_REFUSED'), /"list-of-files" is failed/);
});

test('proveExercise() lists what is missing in the tables of a test at once', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', async (folder) => {
    await rm(path.join(folder, 'wrong', 'tests-a-copy.ts'));
    await removeWrong(folder, 'no-links.ts');
    await cp(path.join(folder, 'mutants', 'link.ts'), path.join(folder, 'mutants', 'another.ts'));
    await cp(path.join(folder, 'safe', 'tidied.ts'), path.join(folder, 'safe', 'another.ts'));
  });
  assert.deepEqual(codes(proof), ['FACTS', 'GOAL_UNNAMED', 'WRONG_TABLE']);
  assert.equal(proof.problems.length, 4, JSON.stringify(proof.problems, null, 1));
});

test('loadOrProblem() gives a mutant of the table that is not there as a problem', async (t) => {
  const proof = await proofAfter(t, 'attachment-path-tests', (folder) => rm(path.join(folder, 'mutants', 'link.ts')));
  assert.deepEqual(codes(proof), ['LOAD']);
  assert.match(messageOf(proof, 'LOAD'), /mutants\/link\.ts/);
});
