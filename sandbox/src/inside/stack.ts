/**
 * A stack shows frames of the learner's files only. V8 asks Error.prepareStackTrace for a stack's text: that is ours,
 * and hands what is left of the frames to the learner's function where there is one.
 */
import { RealError, apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, put } from './primordials.ts';

/** The name that the host gives our code; see src/worker/program.ts. */
const ownName = 'ounce';

let learners: unknown;

export function installStack(): void {
  const { getFileName, toText } = siteMethods();
  const errorText = RealError.prototype.toString;
  const prepare = (error: unknown, frames: readonly unknown[]): unknown => {
    const kept: unknown[] = [];
    for (let i = 0; i < frames.length; i++) {
      if (apply(getFileName, frames[i], []) !== ownName) put(kept, kept.length, frames[i]);
    }
    if (typeof learners === 'function') return apply(learners as () => unknown, RealError, [error, kept]);
    let text = headOf(error, errorText);
    for (let i = 0; i < kept.length; i++) text += '\n    at ' + (apply(toText, kept[i], []) as string);
    return text;
  };
  // An accessor that can't be taken away: what is assigned to it is kept apart.
  defineProperty(RealError, 'prepareStackTrace', {
    get: () => prepare,
    set: (value: unknown) => (learners = value === prepare ? undefined : value),
    enumerable: false,
    configurable: false,
  });
}

/** The methods of V8's frames, taken from one. */
function siteMethods(): { getFileName: () => unknown; toText: () => unknown } {
  put(RealError, 'prepareStackTrace', (_error: unknown, frames: unknown) => frames);
  const [site] = new RealError().stack as unknown as object[];
  delete (RealError as { prepareStackTrace?: unknown }).prepareStackTrace;
  const prototype = getPrototypeOf(site!) as object;
  const method = (name: string): (() => unknown) => getOwnPropertyDescriptor(prototype, name)!.value as () => unknown;
  return { getFileName: method('getFileName'), toText: method('toString') };
}

function headOf(error: unknown, errorText: () => string): string {
  try {
    return apply(errorText, error, []);
  } catch {
    return 'Error';
  }
}
