/** What a hostile program says of itself in its first line, in one small grammar. */
import { faultCodes, type Verdict } from '@ounce/sandbox/verdict';

/**
 * `// expect: passed` or `// expect: failed <outcome>[|<outcome>…] [on <exercise>]`, on the first line, or on the
 * second where the first is for a shell. An outcome is `finding` (no fault, and a check that did not pass) or the code of a fault.
 * Against the probe exercise unless it says otherwise.
 */
export interface Expectation {
  /** 'passed', or the outcomes of which one must come. */
  outcomes: readonly string[];
  exercise: string;
}

const outcomesKnown = new Set<string>(['finding', ...faultCodes.filter((code) => code !== 'ours')]);

/** Throws an Error when the line is not there or has an unknown word. */
export function readExpectation(source: string): Expectation {
  const [first = '', second = ''] = source.split('\n', 2);
  const line = first.startsWith('#!') ? second : first;
  const found = /^\/\/ expect: (?:(passed)|failed ([a-z|]+))(?: on ([a-z-]+))?$/.exec(line);
  if (!found) throw new Error(`A hostile program begins with "// expect: …", this one with ${JSON.stringify(line)}`);
  const outcomes = found[1] === undefined ? found[2]!.split('|') : [found[1]];
  const unknown = found[1] === undefined ? outcomes.filter((outcome) => !outcomesKnown.has(outcome)) : [];
  if (unknown.length > 0) throw new Error(`There is no outcome "${unknown.join('", "')}"`);
  return { outcomes, exercise: found[3] ?? 'probe' };
}

/** A verdict in the words of an expectation. */
export function outcomeOf({ status, fault }: Pick<Verdict, 'status' | 'fault'>): string {
  return status === 'passed' ? 'passed' : (fault?.code ?? 'finding');
}
