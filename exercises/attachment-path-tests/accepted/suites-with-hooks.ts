import assert from 'node:assert';
import { promises as fs } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readAttachment } from './app.ts';

const root = '/app/attachments';

describe('readAttachment()', () => {
  beforeEach(async () => {
    await fs.mkdir(`${root}/box/inner`, { recursive: true });
    await fs.writeFile(`${root}/box/inner/letter.txt`, 'a letter');
    await fs.writeFile('/app/box.txt', 'a secret');
  });
  afterEach(() => fs.rm(`${root}/box`, { recursive: true }));

  it('reads a file', async () => assert.strictEqual(await readAttachment('box/inner/letter.txt'), 'a letter'));

  describe('keeps inside', () => {
    const keepsInside = async (name: string): Promise<void> => {
      const [outcome] = await Promise.allSettled([readAttachment(name)]);
      if (outcome.status === 'fulfilled') assert.notStrictEqual(outcome.value, 'a secret', name);
    };

    it('against up-steps', async () => {
      await Promise.all(['../box.txt', 'box/../../box.txt', './../box.txt', '....//box.txt'].map(keepsInside));
    });
    it('against absolute names', () => keepsInside('/app/box.txt'));
    it('against other spellings', async () => {
      for (const dots of ['..', '%2e%2e', '.%2E', '.\x00.']) {
        for (const slash of ['/', '\\', '%2f', '%5C']) await keepsInside(`${dots}${slash}box.txt`);
      }
    });
    it('against names that begin alike', async () => {
      await fs.mkdir(`${root}.old`, { recursive: true });
      await fs.writeFile(`${root}.old/box.txt`, 'a secret');
      await keepsInside('../attachments.old/box.txt');
    });
    for (const [what, target, name] of [
      ['files', '../../box.txt', 'box/link'],
      ['folders', '../..', 'box/link/box.txt'],
    ] as const) {
      it(`against links to ${what}`, async () => {
        await fs.symlink(target, `${root}/box/link`);
        await keepsInside(name);
      });
    }
  });
});
