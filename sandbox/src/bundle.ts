/** TypeScript to single files of JavaScript: a worker without a just-in-time compiler can't strip types itself. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

export interface Bundles {
  worker: string;
  compiler: string;
  cCompiler: string;
  /** Our code for the inside of the isolate: the body of a function of one argument, `$0`. */
  inside: string;
}

/** Bundles the grader's own programs into a folder; the names carry their content's hash. */
export async function bundleGrader(folder: string): Promise<Bundles> {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const [worker, compiler, cCompiler, inside] = await Promise.all([
    bundle({ entryPoints: [source('worker/main.ts')], plugins: [packagesByPath] }),
    bundle({ entryPoints: [source('compile/main.ts')] }),
    bundle({ entryPoints: [source('compile-c/main.ts')], plugins: [packagesByPath] }),
    bundle({ entryPoints: [source('inside/main.ts')], format: 'iife', globalName: 'inside', platform: 'neutral' }),
  ]);
  return {
    worker: await keep(folder, 'worker', 'mjs', worker),
    compiler: await keep(folder, 'compiler', 'mjs', compiler),
    cCompiler: await keep(folder, 'c-compiler', 'mjs', cCompiler),
    inside: await keep(folder, 'inside', 'js', `"use strict";${inside}\nreturn inside.enter($0);`),
  };
}

/** Bundles what of an exercise runs in the worker: its facts and scene, and what its kind judges by. */
export async function bundleExercise(
  exercise: { id: string; folder: string; worlds: readonly string[] },
  folder: string,
): Promise<string> {
  const own = Object.entries(judgedFiles)
    .filter(([, file]) => existsSync(path.join(exercise.folder, file)))
    .map(([name, file]) => `export { default as ${name} } from './${file}';`);
  // Loading a shell takes time that only exercises with a shell shall pay for.
  const engines = exercise.worlds.includes('shell')
    ? [`export * as engines from ${JSON.stringify(fileURLToPath(new URL('worlds/engines.ts', import.meta.url)))};`]
    : [];
  const contents = [...own, ...engines].join('\n');
  const code = await bundle({ stdin: { contents, resolveDir: exercise.folder, loader: 'ts' } });
  return keep(folder, exercise.id, 'mjs', code);
}

const judgedFiles = {
  exercise: 'exercise.ts',
  scene: 'scene.ts',
  checks: 'functional.ts',
  exploits: 'exploits.ts',
  goals: 'goals.ts',
  attack: 'attack.ts',
};

/** Packages that bring more than JavaScript. The bundle may stand anywhere: the folder of the cache says nothing about where they are. */
const packagesByPath: Plugin = {
  name: 'packages-by-path',
  setup(build) {
    build.onResolve({ filter: /^(isolated-vm|libxml2-wasm|@yowasp\/clang)$/ }, ({ path: name }) => ({
      path: import.meta.resolve(name),
      external: true,
    }));
  },
};

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
    ...options,
  });
  return outputFiles![0]!.text;
}

/** Writes a file once, whole or not at all, even when several processes do it at the same time. */
async function keep(folder: string, name: string, extension: string, code: string): Promise<string> {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = path.join(folder, `${name}-${hash}.${extension}`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, code);
  await rename(draft, file);
  return file;
}
