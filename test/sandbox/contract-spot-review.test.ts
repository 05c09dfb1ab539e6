import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openGrader, type Grader, type LoadedExercise } from '@ounce/sandbox';
import { loadOrProblem, proveExercise, twinsOf, type Proof } from '@ounce/sandbox/contract';
import { cacheFolder } from './probe-exercise.ts';

const exercises = path.join(import.meta.dirname, '..', '..', 'exercises');

type Id = 'spot-the-sink' | 'link-patches';
type Harm = (folder: string) => Promise<void>;

/** A copy of an exercise under a name of its own, after something was done to it. */
async function copyOf(parent: string, id: Id, n: number, harm: Harm): Promise<LoadedExercise | Proof> {
  const folder = path.join(parent, `${id}-${n}`);
  await cp(path.join(exercises, id), folder, { recursive: true });
  await replaced('exercise.ts', [`id: '${id}'`, `id: '${id}-${n}'`])(folder);
  await harm(folder);
  return loadOrProblem(folder);
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  assert.notEqual(after, before, `the sabotage of ${path.basename(file)} changed nothing`);
  await writeFile(file, after);
}

function replaced(file: string, ...pairs: readonly (readonly [from: string | RegExp, to: string])[]): Harm {
  return (folder) =>
    edit(path.join(folder, file), (text) => pairs.reduce((all, [from, to]) => all.replace(from, to), text));
}

/** Of either kind. */
interface Answer {
  lines: number[];
  patches: Record<string, unknown>;
}

/** Puts a JSON answer in the place of a file. */
function answered(file: string, change: (answer: Answer) => unknown): Harm {
  return (folder) => edit(path.join(folder, file), (text) => JSON.stringify(change(JSON.parse(text) as Answer)));
}

function codes(proof: Proof): string[] {
  return [...new Set(proof.problems.map(({ code }) => code))].sort();
}

function messages(proof: Proof): string {
  return proof.problems.map(({ message }) => message).join('\n');
}

const allRight = { lines: [34, 42, 47, 61], weakness: 'CWE-79' };

/** What is done to an exercise of kind spot, the codes that it must get, and what they must say. */
const spotHarms: Readonly<Record<string, [harm: Harm, codes: string[], says: RegExp]>> = {
  'a place outside of the file': [
    replaced('exercise.ts', ['lines: [60, 61]', 'lines: [60, 63]']),
    ['FACTS'],
    /within the 62 lines of code\.ts/,
  ],
  'a place whose lines are in the wrong order': [
    replaced('exercise.ts', ['lines: [60, 61]', 'lines: [61, 60]']),
    ['FACTS', 'RIGHT_REFUSED'],
    /must be in order/,
  ],
  'an innocent line outside of the file': [
    replaced('exercise.ts', ['lines: [17, 18]', 'lines: [0, 18]']),
    ['FACTS'],
    /within the 62 lines/,
  ],
  'two right names': [
    replaced('exercise.ts', ["name: 'SQL injection',", "name: 'SQL injection',\n      right: true,"]),
    ['FACTS'],
    /There are 6 names .* exactly one is right/,
  ],
  'no right name': [replaced('exercise.ts', ['right: true,', '']), ['FACTS', 'RIGHT_REFUSED'], /exactly one is right/],
  'a name that stands twice': [
    replaced('exercise.ts', ["cwe: 'CWE-89'", "cwe: 'CWE-1336'"]),
    ['FACTS'],
    /CWE-1336 stands twice/,
  ],
  'a right name that the facts do not have': [
    replaced('exercise.ts', ["weakness: ['CWE-79', 'CWE-83']", "weakness: ['CWE-83']"]),
    ['FACTS'],
    /The right name is CWE-79; .* CWE-83/,
  ],
  'innocent lines that overlap a place': [
    replaced('exercise.ts', ['lines: [43, 43]', 'lines: [42, 43]']),
    ['FACTS'],
    /stand clear of the places/,
  ],
  'innocent lines within the tolerance of a place': [
    replaced('exercise.ts', ['lines: [32, 32]', 'lines: [32, 33]']),
    ['FACTS'],
    /tolerance included/,
  ],
  'two places that one mark finds': [
    replaced('exercise.ts', ['lines: [47, 47],\n      tolerance: 0', 'lines: [47, 47],\n      tolerance: 5']),
    ['FACTS', 'WRONG_ACCEPTED'],
    /"unquoted-attribute" and "link-scheme"/,
  ],
  'a file that is too short': [replaced('code.ts', [/^.*\n/gm, '']), ['FACTS'], /code\.ts has 1 lines; 30 to 80/],
  'a starter with a place marked': [
    answered('starter.json', () => ({ lines: [42], weakness: '' })),
    ['STARTER_REACHES'],
    /reaches the goal "unquoted-attribute"/,
  ],
  'a starter with the weakness named': [
    answered('starter.json', () => ({ lines: [], weakness: 'CWE-79' })),
    ['STARTER_REACHES'],
    /reaches the goal "weakness"/,
  ],
  'places that cover the file': [
    replaced('exercise.ts', ['lines: [34, 34],', 'lines: [34, 34],\n      tolerance: 99,']),
    ['CHECK_ALWAYS_HOLDS', 'FACTS', 'WRONG_ACCEPTED'],
    /marks every line passes/,
  ],
  'a right answer that misses a place': [
    answered('reference.json', (answer) => ({ ...answer, lines: [34, 42, 47] })),
    ['RIGHT_REFUSED'],
    /reference\.json is refused on 1 of 1 seeds: "first-bracket-only"/,
  ],
  'a right answer that cannot be read': [
    answered('accepted/whole-functions.json', ({ lines }) => ({ lines })),
    ['RIGHT_REFUSED'],
    /accepted\/whole-functions\.json .* fault "syntax": answer\.json, weakness/,
  ],
  'a wrong answer that was removed': [
    (folder) => rm(path.join(folder, 'wrong', 'link-missed.json')),
    ['WRONG_TABLE'],
    /names wrong\/link-missed\.json, which is not there/,
  ],
  'a wrong answer that is not in the table': [
    (folder) => cp(path.join(folder, 'wrong', 'not-named.json'), path.join(folder, 'wrong', 'one-more.json')),
    ['WRONG_TABLE'],
    /wrong\/one-more\.json is not in the table/,
  ],
  'a wrong answer that passes': [
    answered('wrong/link-missed.json', () => allRight),
    ['WRONG_ACCEPTED'],
    /wrong\/link-missed\.json passes/,
  ],
  'a wrong answer that hears something else': [
    answered('wrong/link-missed.json', () => ({ ...allRight, lines: [42, 47, 61] })),
    ['WRONG_FINDING'],
    /should hear "link-scheme" first: "data-in-script"/,
  ],
  'a place that no wrong answer misses': [
    async (folder) => {
      await rm(path.join(folder, 'wrong', 'link-missed.json'));
      await replaced('exercise.ts', [/ {4}'link-missed\.json'.*\n/, ''])(folder);
    },
    ['GOAL_UNNAMED'],
    /caught by the goal "link-scheme"/,
  ],
  'a finding that is no finding': [
    replaced('exercise.ts', [
      "'link-missed.json': { caughtBy: 'link-scheme' }",
      "'link-missed.json': { caughtBy: 'link' }",
    ]),
    ['GOAL_UNNAMED', 'WRONG_FINDING', 'WRONG_TABLE'],
    /"link", which is no check and no goal/,
  ],
  'a place without a question': [
    replaced('exercise.ts', [/feedback:\n.*Markup is written.*\n/, "feedback: 'Look again.',\n"]),
    ['IDS'],
    /"first-bracket-only" needs a title and a feedback/,
  ],
  'an innocent line without a reason': [
    replaced('exercise.ts', [/lines: \[30, 30\],\n\s+why: '.*',/, "lines: [30, 30],\n      why: 'No.',"]),
    ['FACTS'],
    /The innocent lines 30 to 30 need a sentence/,
  ],
  'a missing code.ts': [(folder) => rm(path.join(folder, 'code.ts')), ['LOAD'], /code\.ts/],
  'a missing starter': [(folder) => rm(path.join(folder, 'starter.json')), ['LOAD'], /starter/],
};

/** The same for kind review. */
const reviewHarms: Readonly<Record<string, [harm: Harm, codes: string[], says: RegExp]>> = {
  'a broken patch that is said to hold': [
    replaced('exercise.ts', [
      /(readable well|keep the link well readable)',\n\s+holds: false/,
      "$1',\n      holds: true",
    ]),
    ['PATCH_BROKEN', 'WRONG_ACCEPTED'],
    /The input "%6Aavascript:alert\(1\)" gets through "readable-address", which is said to hold/,
  ],
  'a patch that holds and is said to be broken': [
    replaced('exercise.ts', [/(three that we want',\n\s+holds:) true/, '$1 false']),
    ['RIGHT_REFUSED', 'WRONG_FINDING'],
    /reference\.json is refused on 1 of 1 seeds: "parsed-address"/,
  ],
  'a reference whose input does not get through': [
    answered('reference.json', ({ patches }) => ({
      patches: { ...patches, 'list-of-schemes': { holds: false, input: 'javascript:alert(1)' } },
    })),
    ['RIGHT_REFUSED'],
    /reference\.json .* "list-of-schemes" is failed: The patched program was run with this input/,
  ],
  'patches that all hold': [
    replaced('exercise.ts', [/holds: false/g, 'holds: true']),
    ['FACTS', 'PATCH_BROKEN', 'WRONG_ACCEPTED'],
    /6 patches hold and 0 do not; at least 1 that holds and 2 that do not/,
  ],
  'a patch in the table without a file': [
    (folder) => rm(path.join(folder, 'patches', 'whole-address.ts')),
    ['LOAD'],
    /whole-address\.ts/,
  ],
  'a before.ts that is safe': [
    (folder) => cp(path.join(folder, 'patches', 'parsed-address.ts'), path.join(folder, 'before.ts')),
    ['EXPLOIT_NEVER_LANDS'],
    /None of the \d+ inputs .* gets through before\.ts/,
  ],
  'an attack that never lands': [
    replaced('attack.ts', ['if (danger) {', 'if (danger && false) {']),
    ['EXPLOIT_NEVER_LANDS', 'RIGHT_REFUSED', 'WRONG_FINDING'],
    /None of the \d+ inputs/,
  ],
  'an attack that always lands': [
    replaced('attack.ts', ['if (danger) {', 'if (danger || true) {']),
    ['PATCH_BROKEN', 'WRONG_ACCEPTED'],
    /gets through "parsed-address", which is said to hold/,
  ],
  'a missing attack.ts': [(folder) => rm(path.join(folder, 'attack.ts')), ['LOAD'], /attack\.ts/],
  'a missing before.ts': [(folder) => rm(path.join(folder, 'before.ts')), ['LOAD'], /before\.ts/],
};

const manyHarms: Harm = async (folder) => {
  const wrong = (name: string): string => path.join(folder, 'wrong', `${name}.json`);
  await cp(path.join(folder, 'before.ts'), path.join(folder, 'patches', 'nothing-done.ts'));
  await answered('starter.json', ({ patches }) => ({
    patches: { ...patches, 'three-beginnings': { holds: true, input: '' } },
  }))(folder);
  await answered('accepted/one-input-for-two.json', ({ patches }) => ({
    patches: { ...patches, 'whole-address': undefined },
  }))(folder);
  await rm(wrong('all-hold'));
  await cp(path.join(folder, 'reference.json'), wrong('capitals-again'));
  await replaced('exercise.ts', [/feedback: 'What is left of the address.*',/, "feedback: 'Look again.',"])(folder);
  for (const name of ['expressions-trusted', 'comment-on-one-line']) {
    await rm(wrong(name));
    await replaced('exercise.ts', [new RegExp(` {4}'${name}\\.json'.*\\n`), ''])(folder);
  }
};

const copies: { id: Id; what: string; harm: Harm }[] = [
  ...Object.entries(spotHarms).map(([what, [harm]]) => ({ id: 'spot-the-sink' as const, what, harm })),
  ...Object.entries(reviewHarms).map(([what, [harm]]) => ({ id: 'link-patches' as const, what, harm })),
  { id: 'link-patches', what: 'many at once', harm: manyHarms },
  { id: 'spot-the-sink', what: 'nothing', harm: async () => {} },
  { id: 'link-patches', what: 'nothing', harm: async () => {} },
];

// One grader for all copies: a worker for each would take longer than the proofs.
let parent: string;
let loaded: (LoadedExercise | Proof)[];
let grader: Grader;

before(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'ounce-'));
  loaded = await Promise.all(copies.map(({ id, harm }, n) => copyOf(parent, id, n, harm)));
  const known = loaded.flatMap((one) => ('plan' in one ? [one, ...twinsOf(one)] : []));
  grader = await openGrader({ exercises: known, cacheFolder, workers: 1, queueLimit: 1_000 });
});
after(async () => {
  await grader.close();
  await rm(parent, { recursive: true });
});

async function proofAfter(id: Id, what: string): Promise<Proof> {
  const exercise = loaded[copies.findIndex((copy) => copy.id === id && copy.what === what)]!;
  return 'plan' in exercise ? proveExercise(exercise, { grader, seeds: 1, modules: ['xss'] }) : exercise;
}

for (const [id, harms] of Object.entries({ 'spot-the-sink': spotHarms, 'link-patches': reviewHarms })) {
  for (const [what, [, expected, says]] of Object.entries(harms)) {
    test(`proveExercise() catches in ${id}: ${what}`, async () => {
      const proof = await proofAfter(id as Id, what);
      assert.deepEqual(codes(proof), expected, messages(proof));
      assert.match(messages(proof), says);
    });
  }
}

test('proveExercise() lists all problems of a review at once', async () => {
  const proof = await proofAfter('link-patches', 'many at once');
  const found = proof.problems.map(({ code, message }) => `${code}: ${message}`).sort();
  const wanted = [
    /^FACTS: patches\/nothing-done\.ts is not in the table/,
    /^GOAL_UNNAMED: .* caught by the goal "whole-address"/,
    /^IDS: "without-javascript\.ts" needs a title and a feedback/,
    /^RIGHT_REFUSED: accepted\/one-input-for-two\.json is refused on 1 of 1 seeds: "whole-address" is failed/,
    /^STARTER_REACHES: .* the goal "three-beginnings"/,
    /^WRONG_ACCEPTED: wrong\/capitals-again\.json passes/,
    /^WRONG_TABLE: The table names wrong\/all-hold\.json/,
  ];
  assert.equal(found.length, wanted.length, found.join('\n'));
  for (const [i, pattern] of wanted.entries()) assert.match(found[i]!, pattern);
});

test('proveExercise() finds nothing wrong with sound exercises of these kinds', async () => {
  const spot = await proofAfter('spot-the-sink', 'nothing');
  assert.deepEqual([spot.problems, spot.counts], [[], { functional: 1, exploits: 5, accepted: 2, wrong: 15 }]);
  const review = await proofAfter('link-patches', 'nothing');
  assert.deepEqual([review.problems, review.counts], [[], { functional: 0, exploits: 6, accepted: 3, wrong: 13 }]);
});
