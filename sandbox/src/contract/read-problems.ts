/** Problems of an exercise that reading it shows, before anything runs. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExerciseKind, ReviewExercise, SpotExercise } from '../exercise.ts';
import type { Problem } from './problem.ts';
import type { Written } from './written.ts';

/** The fewest of each that make an exercise. Spot and review have few shapes of right answers; `exploits` counts goals. */
const fewest: Readonly<Record<ExerciseKind, Written['counts']>> = {
  fix: { functional: 5, exploits: 6, accepted: 3, wrong: 6 },
  break: { functional: 0, exploits: 2, accepted: 3, wrong: 4 },
  test: { functional: 2, exploits: 5, accepted: 3, wrong: 5 },
  spot: { functional: 1, exploits: 3, accepted: 1, wrong: 4 },
  review: { functional: 0, exploits: 3, accepted: 2, wrong: 4 },
};

export async function readProblems(written: Written): Promise<Problem[]> {
  return [
    ...factProblems(written),
    ...kindFactProblems(written),
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
    [!('entry' in exercise) || exercise.entry.length > 0, 'No function is listed in entry; at least one is wanted'],
    [modules?.includes(exercise.module) ?? true, `There is no module "${exercise.module}" in the course`],
  ];
  return facts.filter(([holds]) => !holds).map(([, message]) => ({ code: 'FACTS', message }));
}

function kindFactProblems({ exercise }: Written): Problem[] {
  const messages = (): string[] => {
    switch (exercise.kind) {
      case 'fix':
      case 'break':
        return [];
      case 'test':
        return [
          ...differences(path.join(exercise.folder, 'safe'), exercise.safe),
          ...differences(path.join(exercise.folder, 'mutants'), exercise.mutants),
        ];
      case 'spot':
        return [
          ...spotMessages(exercise, exercise.shown['code.ts']!.trimEnd().split('\n').length),
          ...nearMessages(exercise),
          ...nameMessages(exercise),
        ];
      case 'review':
        return [...differences(path.join(exercise.folder, 'patches'), exercise.patches), ...patchMessages(exercise)];
    }
  };
  return messages().map((message) => ({ code: 'FACTS', message }));
}

/** Files without a line in the table. A line without a file does not load at all. */
function differences(folder: string, table: Readonly<Record<string, unknown>>): string[] {
  const name = path.basename(folder);
  return readdirSync(folder)
    .filter((file) => !Object.hasOwn(table, file))
    .map((file) => `${name}/${file} is not in the table of exercise.ts`);
}

function spotMessages({ spots, innocent, names }: SpotExercise, lineCount: number): string[] {
  const ranges = [...spots, ...innocent].map(({ lines }) => lines);
  const facts: [boolean, string][] = [
    [lineCount >= 30 && lineCount <= 80, `code.ts has ${lineCount} lines; 30 to 80 are wanted`],
    [
      ranges.every(([from, to]) => from >= 1 && from <= to && to <= lineCount),
      `Every pair of lines must be in order and within the ${lineCount} lines of code.ts`,
    ],
    [
      names.length >= 4 && names.filter(({ right }) => right).length === 1,
      `There are ${names.length} names for the weakness; at least 4, of which exactly one is right, are wanted`,
    ],
    [
      innocent.every(({ lines: [from, to] }) =>
        spots.every(({ lines, tolerance = 1 }) => to < lines[0] - tolerance || from > lines[1] + tolerance),
      ),
      'Innocent lines must stand clear of the places at fault, tolerance included',
    ],
  ];
  return facts.filter(([holds]) => !holds).map(([, message]) => message);
}

/** One mark must not find two places. */
function nearMessages({ spots }: SpotExercise): string[] {
  const reach = spots.map(({ id, lines: [from, to], tolerance = 1 }) => ({
    id,
    from: from - tolerance,
    to: to + tolerance,
  }));
  return reach.flatMap((one, i) =>
    reach
      .slice(i + 1)
      .filter((other) => one.from <= other.to && other.from <= one.to)
      .map((other) => `One mark finds both "${one.id}" and "${other.id}": tolerance included, places must stand apart`),
  );
}

function nameMessages({ names, innocent, weakness }: SpotExercise): string[] {
  const ids = names.map(({ cwe }) => cwe);
  const right = names.find((name) => name.right)?.cwe;
  return [
    ...ids.filter((cwe, i) => ids.indexOf(cwe) !== i).map((cwe) => `The name ${cwe} stands twice`),
    ...(right === undefined || weakness.includes(right)
      ? []
      : [`The right name is ${right}; the weakness ${weakness.join(', ')} must have it`]),
    ...names.filter(({ why }) => why.length < 20).map(({ cwe }) => `The name ${cwe} needs a sentence that says why`),
    ...innocent
      .filter(({ why }) => why.length < 20)
      .map(({ lines: [from, to] }) => `The innocent lines ${from} to ${to} need a sentence that says why`),
  ];
}

function patchMessages({ patches }: ReviewExercise): string[] {
  const holding = Object.values(patches).filter(({ holds }) => holds).length;
  const broken = Object.keys(patches).length - holding;
  return holding >= 1 && broken >= 2
    ? []
    : [`${holding} patches hold and ${broken} do not; at least 1 that holds and 2 that do not are wanted`];
}

function countProblems({ exercise, counts }: Written): Problem[] {
  const least = fewest[exercise.kind];
  const names = { ...countNames, ...(exercise.kind !== 'fix' && { exploits: 'goals' }) };
  return (Object.keys(least) as (keyof typeof least)[])
    .filter((name) => counts[name] < least[name])
    .map((name) => ({
      code: 'TOO_FEW',
      message: `It has ${counts[name]} ${names[name]}; at least ${least[name]} are wanted`,
    }));
}

const countNames = { functional: 'functional', exploits: 'exploits', accepted: 'accepted', wrong: 'wrong' };

function idProblems({ exercise, checks, attacks }: Written): Problem[] {
  const ids = exercise.plan.map(({ id }) => id);
  const malformed = ids
    .filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    .map((id) => `The id "${id}" must be kebab-case`);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `The id "${id}" stands twice`);
  const titles = exercise.plan.filter(({ title }) => title.length < 8).map(({ id }) => id);
  const mute = [...checks, ...attacks, ...tableItems(exercise)]
    .filter(({ feedback }) => feedback.length < 20)
    .map(({ id }) => id);
  const unsaid = [...new Set([...titles, ...mute])].map((id) => `"${id}" needs a title and a feedback sentence`);
  return [...malformed, ...twice, ...unsaid].map((message) => ({ code: 'IDS', message }));
}

/** What the tables of exercise.ts say to the learner. */
function tableItems(exercise: Written['exercise']): { id: string; feedback: string }[] {
  if (exercise.kind === 'spot') return [...exercise.spots];
  const table: Readonly<Record<string, { feedback: string }>> =
    exercise.kind === 'test' ? exercise.mutants : exercise.kind === 'review' ? exercise.patches : {};
  return Object.entries(table).map(([id, { feedback }]) => ({ id, feedback }));
}

function tableProblems({ exercise, wrong }: Written): Problem[] {
  const table = Object.keys(exercise.wrong);
  const ids = new Set(exercise.plan.map(({ id }) => id));
  const named = new Set(Object.values(exercise.wrong).map(({ caughtBy }) => caughtBy));
  const attacks = exercise.plan.filter(({ kind }) => kind !== 'function');
  const missing = wrong
    .filter((name) => !table.includes(name))
    .map((name) => `wrong/${name} is not in the table of exercise.ts`);
  const absent = table
    .filter((name) => !wrong.includes(name))
    .map((name) => `The table names wrong/${name}, which is not there`);
  const unknown = Object.entries(exercise.wrong)
    .filter(([, { caughtBy }]) => !ids.has(caughtBy))
    .map(
      ([name, { caughtBy }]) =>
        `wrong/${name} is said to be caught by "${caughtBy}", which is no check and no ${exercise.kind === 'fix' ? 'exploit' : 'goal'}`,
    );
  const idle = attacks
    .slice(1)
    .filter(({ id }) => !named.has(id))
    .map(({ id, kind }): Problem => {
      if (kind === 'goal') return { code: 'GOAL_UNNAMED', message: `No wrong answer is caught by the goal "${id}"` };
      const message = `No wrong fix is caught by the exploit "${id}": does it defeat any idea that the ones before it do not?`;
      return { code: 'EXPLOIT_UNNAMED', message };
    });
  return [
    ...[...missing, ...absent, ...unknown].map((message) => ({ code: 'WRONG_TABLE', message }) as const),
    ...idle,
  ];
}

async function textProblems({ exercise, checks, attacks }: Written): Promise<Problem[]> {
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
      const unknown = [...checks, ...attacks].filter(({ task }) => task !== undefined && !tasks.includes(task));
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
