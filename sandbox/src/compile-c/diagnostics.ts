/** From what clang and LLD say to a fault that a learner can read. */
import type { Fault } from '../verdict.ts';

/** The first error. `files`: the learner's; errors elsewhere have no place. */
export function faultOf(said: string, files: readonly string[]): Fault {
  const error = /^([^\s:]+):(\d+):(\d+): (?:fatal )?error: (.*)$/m.exec(said);
  if (error) {
    const [, file = '', line, column, message = ''] = error;
    const place = files.includes(file) ? { file, line: bounded(line), column: bounded(column) } : {};
    return { code: 'syntax', message: withoutOption(message), ...place };
  }
  return { code: 'syntax', message: linkerMessage(said) ?? 'The program can’t be compiled' };
}

function bounded(number: string | undefined): number {
  return Math.min(Math.max(Number(number), 1), 100_000);
}

function withoutOption(message: string): string {
  return message.replace(/ \[-W[^\]]*\]$/, '').slice(0, 500);
}

function linkerMessage(said: string): string | undefined {
  const [, duplicate] = /duplicate symbol: (\w+)/.exec(said) ?? [];
  if (duplicate !== undefined)
    return `The function or variable "${duplicate.slice(0, 80)}" is defined twice: it may be one of the library`;
  const [, missing] = /undefined symbol: (\w+)/.exec(said) ?? [];
  if (missing !== undefined) return `"${missing.slice(0, 80)}" is declared and used, and defined nowhere`;
  if (/initial memory|memory too (?:small|large)|relocation|out of range/i.test(said))
    return 'The program’s variables need more memory than the 16 MB there are';
  return undefined;
}
