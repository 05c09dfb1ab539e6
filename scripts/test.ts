/** `npm test`: the quick checks, then every test; with arguments only the tests that they name. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { buildSite } from './build-site.ts';
import { explainFailure } from './explain-failure.ts';
import { findBrowser } from './find-browser.ts';
import { quickChecks } from './quick-checks.ts';
import { runTests, type Counts, type TestRun } from './run-tests.ts';
import { selectTests } from './test-selection.ts';

const root = path.resolve(import.meta.dirname, '..');
const { all, files, browserFiles, namePatterns } = selectTests(process.argv.slice(2), root);
const results: Counts[] = [];

if (all) {
  const { passed, failed } = await quickChecks(root);
  results.push({ passed, failed, skipped: 0 });
}
const browserReady = await ready();
let stopped = false;
// A test waits for its processes as often as it works.
if (files.length > 0) await runAndKeep({ files, namePatterns, atOnce: Math.max(2, availableParallelism() - 1) });
if (browserReady && !stopped && browserFiles.length > 0) {
  await runAndKeep({ files: browserFiles, namePatterns, atOnce: 2 });
}
finish();

/** What the browser tests need, and the test that looks for answers in the built pages. */
async function ready(): Promise<boolean> {
  if (browserFiles.length === 0) return true;
  try {
    await buildSite(root);
    process.env['OUNCE_CHROMIUM'] = await findBrowser();
    return true;
  } catch (error) {
    console.error(explainFailure(error, root));
    results.push({ passed: 0, failed: 1, skipped: 0 });
    return false;
  }
}

async function runAndKeep(tests: TestRun): Promise<void> {
  const result = await runTests(tests, root);
  results.push(result);
  stopped = result.stopped;
}

function finish(): void {
  const sum = (key: keyof Counts): number => results.reduce((total, counts) => total + counts[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
