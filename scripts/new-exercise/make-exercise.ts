import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nearestName } from '@ounce/sandbox';
import { factsFile, templateFolder, worlds } from './template.ts';

interface Asked {
  id: string;
  /** A folder of courses/secure-coding/. */
  module: string;
  /** The first one decides which example the exercise begins as. */
  worlds: readonly string[];
}

export type Made = (Asked & { outcome: 'made'; files: string[] }) | { outcome: 'refused'; why: string };

/** Makes exercises/<id>/ below the root, with every file, filled with an example that is sound as it stands. */
export async function makeExercise(root: string, asked: Asked): Promise<Made> {
  const why = objection(root, asked, await modulesIn(root));
  if (why !== undefined) return { outcome: 'refused', why };
  const template = worlds.find((world) => world === asked.worlds[0]) ?? 'plain';
  const folder = path.join(root, 'exercises', asked.id);
  await cp(templateFolder(template), folder, { recursive: true, force: false, errorOnExist: true });
  await writeFile(path.join(folder, 'exercise.ts'), await factsFile(template, asked));
  return { ...asked, outcome: 'made', files: await filesIn(folder) };
}

function objection(
  root: string,
  { id, module, worlds: wanted }: Asked,
  modules: readonly string[],
): string | undefined {
  const cannot = `Cannot make the exercise "${id}":`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 60) {
    return `${cannot} an id is kebab-case, of at most 60 characters, such as "order-quantity".`;
  }
  if (existsSync(path.join(root, 'exercises', id))) return `${cannot} exercises/${id} is there already.`;
  if (!modules.includes(module)) {
    return `${cannot} there is no module "${module}" in courses/secure-coding.${meant(module, modules)}`;
  }
  const unknown = wanted.find((world) => !(worlds as readonly string[]).includes(world));
  if (unknown !== undefined) return `${cannot} there is no world "${unknown}".${meant(unknown, worlds)}`;
  const twice = wanted.find((world, i) => wanted.indexOf(world) !== i);
  return twice === undefined ? undefined : `${cannot} the world "${twice}" is asked for twice.`;
}

function meant(typed: string, known: readonly string[]): string {
  const near = nearestName(typed, known);
  return `${near === undefined ? '' : ` Is "${near}" meant?`} There are: ${known.join(', ')}.`;
}

async function modulesIn(root: string): Promise<string[]> {
  const entries = await readdir(path.join(root, 'courses', 'secure-coding'), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return files.map((file) => path.relative(folder, file).replaceAll(path.sep, '/')).sort();
}
