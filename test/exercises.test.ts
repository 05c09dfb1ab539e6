/** Every exercise is sound: the same proof as `npm run exercises`. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { listExercises, openGrader, type Grader, type LoadedExercise } from '@ounce/sandbox';
import { proveExercise, twinsOf } from '@ounce/sandbox/contract';

const root = path.join(import.meta.dirname, '..');
const folders = readdirSync(path.join(root, 'exercises'), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
const modules = readdirSync(path.join(root, 'courses', 'secure-coding'));

let exercises: LoadedExercise[];
let grader: Grader;

before(async () => {
  exercises = await listExercises(path.join(root, 'exercises'));
  grader = await openGrader({
    exercises: exercises.flatMap((exercise) => [exercise, ...twinsOf(exercise)]),
    cacheFolder: path.join(root, '.cache', 'sandbox'),
    queueLimit: 10_000,
  });
});
after(() => grader.close());

test('listExercises() finds every folder', () => {
  assert.deepEqual(
    exercises.map(({ id }) => id),
    folders.map(({ name }) => name).sort(),
  );
});

for (const { name } of folders) {
  test(`${name} is sound`, async () => {
    const exercise = exercises.find(({ id }) => id === name);
    assert.ok(exercise, `exercises/${name} can't be loaded, or has another id`);
    assert.deepEqual((await proveExercise(exercise, { grader, seeds: 20, modules })).problems, []);
  });
}
