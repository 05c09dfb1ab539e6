/**
 * The verdict: one shape for web, CLI and exam. Anything that comes out of a worker is parsed by this schema
 * before anyone believes it.
 */
import { z } from 'zod';

/** Why a program could not be judged to the end. */
export const faultCodes = [
  'syntax', // could not be parsed, or uses what the sandbox has not
  'load', // threw while it was loaded
  'entry', // a function that the exercise asks for is not exported
  'time', // used more CPU time than a call or the run may
  'memory',
  'output', // a result or error too large or too deep to look at
  'unsettled', // a promise that nothing will ever settle
  'ours', // the grader failed: not the learner's code
] as const;

const place = {
  line: z.int().min(1).max(100_000).optional(),
  column: z.int().min(1).max(100_000).optional(),
  file: z.string().max(100).optional(),
};

export const faultSchema = z.strictObject({ code: z.enum(faultCodes), message: z.string().max(2_000), ...place });

export const findingSchema = z.strictObject({
  id: z.string().max(80),
  /** function: must keep working. exploit: must fail. goal: what the learner is to reach (kinds break, test, spot, review). */
  kind: z.enum(['function', 'exploit', 'goal']),
  title: z.string().max(300),
  /** inconclusive: an attack or check that could not be tried. Never a defence. */
  outcome: z.enum(['passed', 'failed', 'inconclusive']),
  feedback: z.string().max(2_000).optional(),
  payload: z.string().max(4_000).optional(),
  observed: z.string().max(4_000).optional(),
  /** What the learner's program threw, and where in its files. */
  error: z.strictObject({ message: z.string().max(2_000), ...place }).optional(),
});

export const logLineSchema = z.strictObject({
  level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
  text: z.string().max(2_100),
});

export const verdictSchema = z.strictObject({
  version: z.literal(1),
  status: z.enum(['passed', 'failed', 'error']),
  fault: faultSchema.optional(),
  exercise: z.strictObject({ id: z.string().max(80), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** The same files and seed give the same verdict. An unsigned 32-bit whole number. */
  seed: z.int().min(0).max(0xffff_ffff),
  /** Functions first, then exploits from the first idea to the last. */
  checks: z.array(findingSchema).max(100),
  log: z.strictObject({ lines: z.array(logLineSchema).max(200), dropped: z.int().min(0) }),
  /** Milliseconds. cpu: the learner's program, and the worlds' work for it; wall: in the worker; queue: before it. */
  usage: z.strictObject({ cpuMs: z.number().min(0), wallMs: z.number().min(0), queueMs: z.number().min(0) }),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Fault = z.infer<typeof faultSchema>;
export type FaultCode = (typeof faultCodes)[number];

/** The finding that a page leads with: the first that is not passed, functions before exploits. */
export function firstFinding(verdict: Verdict): Finding | undefined {
  return verdict.checks.find((check) => check.outcome !== 'passed');
}

/** Passed only without a fault and with every planned check strictly passed. */
export function statusOf(fault: Fault | undefined, checks: readonly Finding[]): Verdict['status'] {
  if (fault) return fault.code === 'ours' ? 'error' : 'failed';
  return checks.length > 0 && checks.every((check) => check.outcome === 'passed') ? 'passed' : 'failed';
}
