/** A machine that has some tools only, as far as the PATH tells. */
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { findOrInstall } from './scene.ts';

/** A PATH on which there are these tools only, as far as the machine has them. */
export function pathWith(t: TestContext, tools: readonly string[]): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ounce-path-'));
  chmodSync(folder, 0o755);
  for (const tool of tools) {
    const file = findOrInstall(tool, []);
    if (file !== undefined) symlinkSync(file, path.join(folder, tool));
  }
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Gives this process such a PATH until the test ends. */
export function onlyTools(t: TestContext, tools: readonly string[]): void {
  const before = process.env['PATH'];
  process.env['PATH'] = pathWith(t, tools);
  t.after(() => (process.env['PATH'] = before));
}
