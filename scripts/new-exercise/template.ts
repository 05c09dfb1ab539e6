/** The examples that a new exercise can begin as: one for each world, and one without any. Each is itself sound. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const worlds = ['database', 'files', 'html', 'shell', 'network', 'clock', 'xml', 'c'] as const;

type Template = (typeof worlds)[number] | 'plain';

/** The folder of the example for an exercise's first world. */
export function templateFolder(template: Template): string {
  return path.join(import.meta.dirname, 'template', template);
}

/** The example's exercise.ts with the facts of the new exercise. */
export async function factsFile(
  template: Template,
  facts: { id: string; module: string; worlds: readonly string[] },
): Promise<string> {
  const text = await readFile(path.join(templateFolder(template), 'exercise.ts'), 'utf8');
  const list = facts.worlds.map((world) => `'${world}'`).join(', ');
  return [
    [`id: '${template}'`, `id: '${facts.id}'`],
    [`module: 'start'`, `module: '${facts.module}'`],
    [`worlds: [${template === 'plain' ? '' : `'${template}'`}]`, `worlds: [${list}]`],
  ].reduce((result, [from, to]) => replaceOnce(result, from!, to!), text);
}

function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2)
    throw new Error(`Cannot fill in the template: "${from}" stands in it ${parts.length - 1} times`);
  return parts.join(to);
}
