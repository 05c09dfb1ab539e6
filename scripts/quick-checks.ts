/** The checks that need no built site: types, format, lint, rooms, content, and what nobody uses. */
import { availableParallelism } from 'node:os';
import { runStages, type Stage } from './run-stages.ts';

// The types of collections, which the others read.
const first: Stage = { name: 'collections', command: ['astro', 'sync'] };

const stages: readonly Stage[] = [
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  { name: 'types of pages', command: ['astro', 'check', '--noSync', '--minimumFailingSeverity', 'warning'] },
  { name: 'types', command: ['tsc', '--incremental', '--tsBuildInfoFile', '.cache/tsc.tsbuildinfo'] },
  { name: 'types of learners', command: ['tsc', '--project', 'sandbox/types'] },
  {
    name: 'format',
    command: ['prettier', '--check', '--log-level=warn', '--cache', '--cache-location=.cache/prettier', '.'],
  },
  { name: 'unused', command: ['knip', '--no-progress', '--no-config-hints'] },
  { name: 'unused by users', command: ['knip', '--no-progress', '--no-config-hints', '--production'] },
  {
    name: 'rooms and courses',
    command: ['node', '--test', '--test-reporter=dot', 'test/rooms.test.ts', 'test/courses.test.ts'],
  },
];

/** Runs them all, whatever fails. */
export async function quickChecks(root: string): Promise<{ passed: number; failed: number }> {
  const before = await runStages([first], root, 1);
  const after = await runStages(stages, root, Math.min(4, availableParallelism()));
  return { passed: before.passed + after.passed, failed: before.failed + after.failed };
}
