/** Problems of an exercise that reading it shows, before anything runs. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadedExercise } from '../catalogue.ts';
import type { Check, Exploit } from '../exercise.ts';
import type { Problem } from './problem.ts';

export interface Written {
  exercise: LoadedExercise;
  checks: readonly Pick<Check, 'id' | 'task' | 'title' | 'feedback'>[];
  exploits: readonly Pick<Exploit, 'id' | 'title' | 'feedback'>[];
  /** Names in accepted/ and wrong/. */
  accepted: readonly string[];
  wrong: readonly string[];
  /** The course's modules, if they are known. */
  modules: readonly string[] | undefined;
}

/** The fewest of each that make an exercise. */
const fewest = { functional: 5, exploits: 6, accepted: 3, wrong: 6 };

export async function readProblems(written: Written): Promise<Problem[]> {
  return [
    ...factProblems(written),
    ...countProblems(written),
    ...idProblems(written),
    ...tableProblems(written),
    ...(await textProblems(written)),
  ];
}

function factProblems({ exercise, modules }: Written): Problem[] {
  const folder = path.basename(exercise.folder);
  const facts: [boolean, string][] = [
    [exercise.id === folder, `The id is "${exercise.id}"; the folder's name "${folder}" is wanted`],
    [/^[a-z0-9]+(-[a-z0-9]+)*$/.test(exercise.id), `The id "${exercise.id}" must be kebab-case`],
    [
      exercise.title.length >= 10 && exercise.title.length <= 80,
      `The title has ${exercise.title.length} characters; 10 to 80 are wanted`,
    ],
    [
      exercise.weakness.length > 0 && exercise.weakness.every((cwe) => /^CWE-[1-9]\d{0,3}$/.test(cwe)),
      `The weakness ${exercise.weakness.join(', ')} must be CWE ids such as CWE-89`,
    ],
    [
      exercise.objectives.length > 0 &&
        exercise.objectives.every((objective) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(objective)),
      `The objectives ${exercise.objectives.join(', ')} must be dotted words such as input.sql.identifier`,
    ],
    [exercise.minutes >= 3 && exercise.minutes <= 60, `It takes ${exercise.minutes} minutes; 3 to 60 are wanted`],
    [exercise.entry.length > 0, 'No function is listed in entry; at least one is wanted'],
    [modules?.includes(exercise.module) ?? true, `There is no module "${exercise.module}" in the course`],
  ];
  return facts.filter(([holds]) => !holds).map(([, message]) => ({ code: 'FACTS', message }));
}

function countProblems({ checks, exploits, accepted, wrong }: Written): Problem[] {
  const counts = {
    functional: checks.length,
    exploits: exploits.length,
    accepted: accepted.length,
    wrong: wrong.length,
  };
  return (Object.keys(fewest) as (keyof typeof fewest)[])
    .filter((name) => counts[name] < fewest[name])
    .map((name) => ({
      code: 'TOO_FEW',
      message: `It has ${counts[name]} ${name}; at least ${fewest[name]} are wanted`,
    }));
}

function idProblems({ checks, exploits }: Written): Problem[] {
  const ids = [...checks, ...exploits].map(({ id }) => id);
  const malformed = ids
    .filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    .map((id) => `The id "${id}" must be kebab-case`);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `The id "${id}" stands twice`);
  const mute = [...checks, ...exploits].filter(({ title, feedback }) => title.length < 8 || feedback.length < 20);
  return [...malformed, ...twice, ...mute.map(({ id }) => `"${id}" needs a title and a feedback sentence`)].map(
    (message) => ({ code: 'IDS', message }),
  );
}

function tableProblems({ exercise, checks, exploits, wrong }: Written): Problem[] {
  const table = Object.keys(exercise.wrong);
  const ids = new Set([...checks, ...exploits].map(({ id }) => id));
  const named = new Set(Object.values(exercise.wrong).map(({ caughtBy }) => caughtBy));
  const problems = (code: Problem['code'], messages: string[]): Problem[] =>
    messages.map((message) => ({ code, message }));
  return [
    ...problems(
      'WRONG_TABLE',
      wrong.filter((name) => !table.includes(name)).map((name) => `wrong/${name} is not in the table of exercise.ts`),
    ),
    ...problems(
      'WRONG_TABLE',
      table.filter((name) => !wrong.includes(name)).map((name) => `The table names wrong/${name}, which is not there`),
    ),
    ...problems(
      'WRONG_TABLE',
      Object.entries(exercise.wrong)
        .filter(([, { caughtBy }]) => !ids.has(caughtBy))
        .map(
          ([name, { caughtBy }]) =>
            `wrong/${name} is said to be caught by "${caughtBy}", which is no check and no exploit`,
        ),
    ),
    ...problems(
      'EXPLOIT_UNNAMED',
      exploits
        .slice(1)
        .filter(({ id }) => !named.has(id))
        .map(
          ({ id }) =>
            `No wrong fix is caught by the exploit "${id}": does it defeat any idea that the ones before it do not?`,
        ),
    ),
  ];
}

async function textProblems({ exercise, checks }: Written): Promise<Problem[]> {
  const messages: string[] = [];
  if (exercise.hints.length !== 3)
    messages.push(`hints.md has ${exercise.hints.length} hints (parts between lines of ---); 3 are wanted`);
  for (const [name, most] of [
    ['instructions.mdx', 6_000],
    ['explanation.mdx', 10_000],
  ] as const) {
    const file = path.join(exercise.folder, name);
    const text = existsSync(file) ? await readFile(file, 'utf8') : '';
    if (text.length < 200 || text.length > most)
      messages.push(`${name} has ${text.length} characters; 200 to ${most} are wanted`);
    if (/^# /m.test(text.replace(/^```[^]*?^```/gm, '')))
      messages.push(`${name} has a heading of the first level; the page has one already`);
    if (name === 'instructions.mdx') {
      const tasks = [...text.matchAll(/^## (\d+)\./gm)].map(([, number]) => Number(number));
      const unknown = checks.filter(({ task }) => !tasks.includes(task));
      messages.push(
        ...unknown.map(
          ({ id, task }) =>
            `"${id}" belongs to task ${task}, but instructions.mdx has the tasks ${tasks.join(', ') || 'none'} (headings "## 1. …")`,
        ),
      );
    }
  }
  return messages.map((message) => ({ code: 'TEXT', message }));
}
