import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openGrader } from '@ounce/sandbox';
import { loadOrProblem, proveExercise, type Proof } from '@ounce/sandbox/contract';
import { cacheFolder } from './probe-exercise.ts';

const exercises = path.join(import.meta.dirname, '..', '..', 'exercises');

/** Proves a copy of an exercise after something was done to it. */
async function proofAfter(t: TestContext, harm: (folder: string) => Promise<void>): Promise<Proof> {
  const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'ounce-')), 'order-quantity');
  t.after(() => rm(path.dirname(folder), { recursive: true }));
  await cp(path.join(exercises, 'order-quantity'), folder, { recursive: true });
  await harm(folder);
  const exercise = await loadOrProblem(folder);
  if (!('plan' in exercise)) return exercise;
  const grader = await openGrader({ exercises: [exercise], cacheFolder, workers: 2, queueLimit: 1_000 });
  t.after(() => grader.close());
  return proveExercise(exercise, { grader, seeds: 3, modules: ['start'] });
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  assert.notEqual(after, before, `the sabotage of ${path.basename(file)} changed nothing`);
  await writeFile(file, after);
}

function codes(proof: Proof): string[] {
  return [...new Set(proof.problems.map(({ code }) => code))].sort();
}

test('proveExercise() finds nothing wrong with a sound exercise', async (t) => {
  const proof = await proofAfter(t, async () => {});
  assert.deepEqual(proof.problems, []);
  assert.deepEqual(proof.counts, { functional: 7, exploits: 6, accepted: 3, wrong: 10 });
});

test('proveExercise() catches a broken reference', async (t) => {
  const proof = await proofAfter(t, (folder) =>
    edit(path.join(folder, 'reference.ts'), (text) => text.replace('line.quantity < 1', 'line.quantity < 2')),
  );
  assert.deepEqual(codes(proof), ['RIGHT_REFUSED']);
  assert.match(proof.problems[0]!.message, /reference\.ts is refused on 3 of 3 seeds: "single-piece"/);
});

test('proveExercise() catches a reference that is vulnerable', async (t) => {
  const proof = await proofAfter(t, (folder) => cp(path.join(folder, 'starter.ts'), path.join(folder, 'reference.ts')));
  assert.deepEqual(codes(proof), ['RIGHT_REFUSED']);
});

test('proveExercise() catches a starter that is safe already', async (t) => {
  const proof = await proofAfter(t, (folder) => cp(path.join(folder, 'reference.ts'), path.join(folder, 'starter.ts')));
  assert.deepEqual(codes(proof), ['EXPLOIT_NEVER_LANDS']);
  assert.equal(proof.problems.length, 6);
});

test('proveExercise() catches a starter that does not work', async (t) => {
  const proof = await proofAfter(t, (folder) =>
    edit(path.join(folder, 'starter.ts'), (text) => text.replace('product.price *', '2 * product.price *')),
  );
  assert.deepEqual(codes(proof), ['STARTER_BROKEN']);
});

test('proveExercise() catches an exploit that never lands', async (t) => {
  const proof = await proofAfter(t, (folder) =>
    edit(path.join(folder, 'exploits.ts'), (text) =>
      text.replace('orderIsTaken(stage, 0)', 'Promise.resolve(false as const)'),
    ),
  );
  assert.deepEqual(codes(proof), ['EXPLOIT_NEVER_LANDS', 'WRONG_FINDING']);
});

test('proveExercise() catches a check that always holds', async (t) => {
  const proof = await proofAfter(t, (folder) =>
    edit(path.join(folder, 'functional.ts'), (text) =>
      text.replace(
        "(await app.call('orderTotal', lines, catalogue), (a + b)",
        "(1, 1); await app.attempt('orderTotal', lines); totalIs((a + b) * product.price, (a + b)",
      ),
    ),
  );
  assert.deepEqual(codes(proof), ['CHECK_ALWAYS_HOLDS']);
  assert.match(proof.problems[0]!.message, /same-product-twice/);
});

test('proveExercise() catches a wrong fix that was removed, and one that is not in the table', async (t) => {
  const removed = await proofAfter(t, (folder) => rm(path.join(folder, 'wrong', 'take-absolute.ts')));
  assert.deepEqual(codes(removed), ['WRONG_TABLE']);
  const added = await proofAfter(t, (folder) =>
    cp(path.join(folder, 'starter.ts'), path.join(folder, 'wrong', 'nothing-done.ts')),
  );
  assert.deepEqual(codes(added), ['WRONG_TABLE']);
});

test('proveExercise() catches a wrong fix that passes, and one that hears something else', async (t) => {
  const passes = await proofAfter(t, (folder) =>
    cp(path.join(folder, 'reference.ts'), path.join(folder, 'wrong', 'round-it.ts')),
  );
  assert.deepEqual(codes(passes), ['WRONG_ACCEPTED']);
  const other = await proofAfter(t, (folder) =>
    edit(path.join(folder, 'exercise.ts'), (text) =>
      text.replace("'round-it.ts': { caughtBy: 'fraction' }", "'round-it.ts': { caughtBy: 'text-quantity' }"),
    ),
  );
  assert.deepEqual(codes(other), ['WRONG_FINDING']);
});

test('proveExercise() catches an exploit that no wrong fix needs', async (t) => {
  const proof = await proofAfter(t, async (folder) => {
    await rm(path.join(folder, 'wrong', 'compare-without-not-a-number.ts'));
    await edit(path.join(folder, 'exercise.ts'), (text) =>
      text.replace(/ {4}'compare-without-not-a-number.ts'.*\n/, ''),
    );
  });
  assert.deepEqual(codes(proof), ['EXPLOIT_UNNAMED']);
});

test('proveExercise() lists all problems of the texts and facts at once', async (t) => {
  const proof = await proofAfter(t, async (folder) => {
    await edit(path.join(folder, 'hints.md'), (text) => text.replace('---', ''));
    await edit(path.join(folder, 'instructions.mdx'), (text) => text.replace('## 1.', '# 1.'));
    await edit(path.join(folder, 'exercise.ts'), (text) =>
      text
        .replace("'start'", "'begin'")
        .replace("id: 'order-quantity'", "id: 'order'")
        .replace("'CWE-1284'", "'CWE1284'"),
    );
    await rm(path.join(folder, 'accepted', 'check-then-add.ts'));
  });
  assert.deepEqual(codes(proof), ['FACTS', 'TEXT', 'TOO_FEW']);
  assert.ok(proof.problems.length >= 7, JSON.stringify(proof.problems, null, 1));
});

test('loadOrProblem() gives a folder that does not load as a problem', async (t) => {
  const proof = await proofAfter(t, (folder) => rm(path.join(folder, 'functional.ts')));
  assert.deepEqual(codes(proof), ['LOAD']);
});
