/**
 * What the grader is measured against, in one process: `node --no-node-snapshot baselines.ts <bundle> <program>`.
 * Reads names of baselines, one a line; answers each with `{ wallMs, cpuMs }` for one submission.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import ivm from 'isolated-vm';
import { newQuickJSWASMModule } from 'quickjs-emscripten';
import { compileFiles } from '../../sandbox/src/compile/compile.ts';
import { judgePlainly, loadCompiled, type PlainExercise } from './plain-judge.ts';

const [bundle, program] = process.argv.slice(2) as [string, string];
const exercise = (await import(pathToFileURL(bundle).href)) as PlainExercise;
const source = readFileSync(program, 'utf8');

/** The limit: compiled before, in a context that is warm, without any protection. */
const script = new vm.Script(compile());
const context = vm.createContext({});
const quickjs = await newQuickJSWASMModule();

const baselines: Readonly<Record<string, () => Promise<boolean>>> = {
  limit: () => {
    const exports = loadCompiled(script.runInContext(context) as Parameters<typeof loadCompiled>[0]);
    return judgePlainly(exercise, (name, args) => exports[name]!(...args), 1);
  },
  isolate: inIsolate,
  quickjs: inQuickJs,
};

for await (const name of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const began = performance.now();
  if (!(await baselines[name]!())) throw new Error(`Cannot measure: the reference fails in "${name}"`);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1_000 }));
}

function compile(): string {
  const compiled = compileFiles({ 'solution.ts': source });
  if (compiled.outcome !== 'compiled') throw new Error(compiled.fault.message);
  return compiled.files[0]!.code;
}

/** The least that both engines need: calls by name, JSON in and out, errors as text. */
function dispatcher(code: string): string {
  return `(() => {
  let exports;
  (${code})(undefined, (value) => (exports = value));
  return (name, args) => {
    try { return JSON.stringify({ v: exports[name](...JSON.parse(args)) }); }
    catch (error) { return JSON.stringify({ e: String(error.message) }); }
  };
})()`;
}

function reply(text: string): unknown {
  const { v, e } = JSON.parse(text) as { v?: unknown; e?: string };
  if (e !== undefined) throw new Error(e);
  return v;
}

/** A fresh isolate for each submission, and no other protection: no process, no limits but the isolate's, no codec. */
async function inIsolate(): Promise<boolean> {
  const isolate = new ivm.Isolate({ memoryLimit: 64 });
  try {
    const fresh = isolate.createContextSync();
    const script = isolate.compileScriptSync(dispatcher(compile()));
    const call: ivm.Reference = script.runSync(fresh, { reference: true });
    return await judgePlainly(
      exercise,
      (name, args) => reply(call.applySync(undefined, [name, JSON.stringify(args)], { timeout: 500 }) as string),
      1,
    );
  } finally {
    isolate.dispose();
  }
}

/** A fresh QuickJS runtime (WebAssembly) for each submission. */
async function inQuickJs(): Promise<boolean> {
  const runtime = quickjs.newRuntime();
  const fresh = runtime.newContext();
  try {
    const call = fresh.unwrapResult(fresh.evalCode(dispatcher(compile())));
    const passed = await judgePlainly(
      exercise,
      (name, args) => {
        const [first, second] = [fresh.newString(name), fresh.newString(JSON.stringify(args))];
        const result = fresh.unwrapResult(fresh.callFunction(call, fresh.undefined, first, second));
        const text = fresh.getString(result);
        for (const handle of [first, second, result]) handle.dispose();
        return reply(text);
      },
      1,
    );
    call.dispose();
    return passed;
  } finally {
    fresh.dispose();
    runtime.dispose();
  }
}
