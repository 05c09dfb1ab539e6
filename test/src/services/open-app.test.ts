import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { GraderError } from '@ounce/sandbox';
import { openApp, type AppOptions } from '#src/services/app/open-app.ts';
import { testDatabaseUrl } from '../../database.ts';
import { cacheFolder } from '../../sandbox/probe-exercise.ts';
import { onlyTools } from '../../sandbox/isolation/tools.ts';

async function options(t: TestContext, sandbox: AppOptions['sandbox']): Promise<AppOptions> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-app-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return {
    exercisesFolder: path.resolve(import.meta.dirname, '../../../exercises'),
    dataFolder: folder,
    databaseUrl: await testDatabaseUrl(),
    cacheFolder,
    workers: 1,
    queueLimit: undefined,
    sandbox,
    graderUrls: undefined,
    graderToken: undefined,
    graderTokenFile: undefined,
    gradingsPerMinute: 60,
    signUpsPerHour: 100,
    secureCookies: false,
  };
}

test('openApp() refuses a strict sandbox that this machine has not', async (t) => {
  const wanted = await options(t, 'strict');
  onlyTools(t, []);
  await assert.rejects(openApp(wanted), (error) => {
    assert.ok(error instanceof GraderError);
    assert.equal(error.code, 'SANDBOX_WEAK');
    return true;
  });
});

test('openApp() makes do with what the machine has, and says so in one line', async (t) => {
  const wanted = await options(t, 'best');
  onlyTools(t, []);
  const { grader, close } = await openApp(wanted);
  t.after(() => close());
  assert.match(grader.sandbox, /^Sandbox: NONE for native code \(.*\): .* "npm exec -- ounce doctor" says more\.$/);
});
