/** How a program's run can end other than with a value. */
import { limits } from '../limits.ts';
import type { Fault } from '../verdict.ts';

/** The learner's code threw: expected, and the check's to judge. */
export class LearnerError extends Error {
  override readonly name: string;
  /** Where in the learner's files, as far as the error tells. */
  readonly place: Place | undefined;
  constructor(name: string, message: string, place: Place | undefined) {
    super(message);
    this.name = name;
    this.place = place;
  }
}

export interface Place {
  file: string;
  line: number;
  column: number;
}

/** The program broke a limit or can't be run: the run ends here. */
export class ProgramFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export const memoryFault: Fault = {
  code: 'memory',
  message: `The program used more than ${limits.memoryMb} MB of memory`,
};

export const timeFault: Fault = {
  code: 'time',
  message: `The program used too much CPU time: at most ${limits.callCpuMs} ms a call and ${limits.runCpuMs / 1000} s in all. Is there a loop that does not end?`,
};

export const outputFault: Fault = {
  code: 'output',
  message: `A result is too large or too deep to look at: at most ${limits.value.bytes / 1024} KB, ${limits.value.nodes} values, ${limits.value.depth} levels`,
};

/** The machine was too busy to give a call its CPU time: the run is worth another try with more patience. */
export const starvedFault: Fault = {
  code: 'ours',
  message: 'The grader had too little CPU time to run the program. It is not the code: run again',
};

export function loadFault(error: LearnerError): Fault {
  return {
    code: 'load',
    message: `The program threw while it was loaded: ${error.name}: ${error.message}`.slice(0, 2_000),
    ...error.place,
  };
}

export function entryFault(
  missing: readonly string[],
  { main, entry }: { main: string; entry: readonly string[] },
): Fault {
  const names = (list: readonly string[]): string => list.map((name) => `"${name}"`).join(', ');
  return {
    code: 'entry',
    message: `${main} must export the functions ${names(entry)}; missing: ${names(missing)}`.slice(0, 2_000),
  };
}

export function unsettled(message: string): Fault {
  return { code: 'unsettled', message };
}
