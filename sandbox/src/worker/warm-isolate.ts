/** Isolates made ready before there is a program for them: our code is loaded, and none of the learner's yet. */
import v8 from 'node:v8';
import ivm from 'isolated-vm';
import { limits } from '../limits.ts';

export interface WarmIsolate {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  /** Takes and gives texts only: see src/inside/main.ts. */
  readonly dispatch: ivm.Reference;
  /** Where calls from the isolate go. Set when a program moves in. */
  answer: (module: string, name: string, args: string) => string;
}

/** Makes isolates from our code for the inside, the body of a function of one argument, `$0`. */
export class Warmer {
  readonly #code: string;
  /** V8's code cache. Only this process reads it, so it is of the same engine and flags. */
  #cached: ivm.ExternalCopy<ArrayBuffer> | undefined;

  constructor(insideCode: string) {
    // The cache holds only what is compiled when it is made: without laziness that is every function.
    v8.setFlagsFromString('--no-lazy');
    this.#code = `(function($0){${insideCode}\n})`;
  }

  make(): WarmIsolate {
    const isolate = new ivm.Isolate({ memoryLimit: limits.memoryMb });
    const context = isolate.createContextSync();
    const warm = { isolate, context, answer: () => '' } as unknown as {
      -readonly [K in keyof WarmIsolate]: WarmIsolate[K];
    };
    const callback = new ivm.Callback((module: unknown, name: unknown, args: unknown) => {
      if (typeof module !== 'string' || typeof name !== 'string' || typeof args !== 'string') return '';
      return warm.answer(module, name, args);
    });
    const enter: ivm.Reference = this.#compile(isolate).runSync(context, { reference: true, release: true });
    warm.dispatch = enter.applySync(undefined, [callback], { result: { reference: true } }) as ivm.Reference;
    enter.release();
    return warm;
  }

  #compile(isolate: ivm.Isolate): ivm.Script {
    const filename = 'ounce';
    if (this.#cached) return isolate.compileScriptSync(this.#code, { filename, cachedData: this.#cached });
    const script = isolate.compileScriptSync(this.#code, { filename, produceCachedData: true });
    this.#cached = (script as { cachedData?: ivm.ExternalCopy<ArrayBuffer> }).cachedData;
    return script;
  }
}
