import type { Made } from './make-exercise.ts';

/** What to do with an exercise that was made, for the terminal. */
export function nextSteps({ id, module, worlds, files }: Extract<Made, { outcome: 'made' }>): string {
  const [, ...others] = worlds;
  return `Made exercises/${id}/: ${files.length} files, an example that is sound as it stands.

  1. npm run exercises -- ${id}
     proves it. After every change it lists what no longer holds, all at once.
  2. List it in courses/secure-coding/${module}/module.yml under "exercises", and link it in a lesson of that module:
     <Exercise id="${id}" />
  3. Put another program in the place of the example, file by file: title and objectives in exercise.ts, starter.ts,
     exploits.ts, functional.ts, then reference.ts, accepted/, wrong/ and the texts.${others.length === 0 ? '' : otherWorlds(worlds)}

docs/write-an-exercise.md goes through every file.`;
}

function otherWorlds(worlds: readonly string[]): string {
  const all = worlds.map((world) => `'${world}'`).join(' | ');
  return `\n     The example uses the first world only. Where a check needs the others: Check<${all}, Scene>.`;
}
