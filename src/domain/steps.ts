/** The steps that a learner can have done, by the keys that progress knows them by. */
import { z } from 'zod';
import { isSameVersion } from './draft.ts';
import type { Outline } from './outline.ts';
import { hintKey } from './step-keys.ts';

/** Steps as they come from outside: when each was done, by its key. */
export const sentStepsSchema = z
  .record(z.string().regex(/^(?:lesson|check|hint|exercise):[a-z0-9/-]{1,160}$/), z.iso.datetime({ offset: true }))
  .refine((steps) => Object.keys(steps).length <= 1_000, 'at most 1000 steps');

/**
 * The keys that learners may mark themselves: lessons, checks and hints that the course has. Exercises are passed by a
 * verdict only.
 */
export function markableSteps(outline: Outline, hints: ReadonlyMap<string, number>): ReadonlySet<string> {
  const steps = outline.parts.flatMap((part) => part.modules.flatMap((module) => module.steps));
  const own = steps.filter((step) => step.kind !== 'exercise').map((step) => step.key);
  const opened = [...hints].flatMap(([exercise, count]) =>
    Array.from({ length: count }, (_, index) => hintKey(exercise, index + 1)),
  );
  return new Set([...own, ...opened]);
}

/** When each version of an exercise was passed, by the beginning of its hash. */
export type PassedVersions = Readonly<Record<string, string>>;

/** What a step's detail says about versions. */
export function versionsIn(detail: Readonly<Record<string, unknown>>): PassedVersions {
  const versions = detail['versions'];
  if (typeof versions !== 'object' || versions === null) return {};
  return Object.fromEntries(
    Object.entries(versions).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Whether the version with this hash is among those passed. */
export function hasVersion(versions: PassedVersions, hash: string): boolean {
  return Object.keys(versions).some((version) => isSameVersion(version, hash));
}

/** What a learner has done. */
export interface DoneSteps {
  /** When, by the step's key. */
  readonly steps: Readonly<Record<string, string>>;
  /** Exercises that were passed in an earlier version only. */
  readonly earlier: readonly string[];
}
