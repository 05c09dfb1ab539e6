import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { parse } from 'yaml';
import type { ModuleCheck } from '../../src/domain/course.ts';
import { useSite, type Visitor } from './site.ts';
import { exerciseFile, openExercise, pasteCode, runByButton, verdictAfter } from './workspace.ts';

const site = useSite();
const root = path.join(import.meta.dirname, '..', '..');

/** Every type of page, and every state of it that looks different. */
const pages: Record<string, (page: Page) => Promise<unknown>> = {
  home: (page) => page.goto('/'),
  'course map': (page) => page.goto('/learn'),
  'lesson start': (page) => page.goto('/learn/start/a-check-with-a-hole'),
  'lesson sql': (page) => page.goto('/learn/sql-injection/values-and-names'),
  'lesson xss': (page) => page.goto('/learn/xss/one-value-three-contexts'),
  'lesson paths': (page) => page.goto('/learn/paths-and-files/staying-inside-a-directory'),
  check: (page) => page.goto('/learn/xss/check'),
  'check answered': async (page) => {
    await page.goto('/learn/sql-injection/check');
    for (const group of await page.getByRole('group').all()) await group.getByRole('radio').first().check();
    await page
      .getByRole('button', { name: /check|answer/i })
      .first()
      .click();
    await page.waitForLoadState();
  },
  exercise: (page) => page.goto('/exercises/customer-search'),
  'exercise attacked': async (page) => {
    await page.goto('/exercises/customer-search');
    await runByButton(page);
  },
  'exercise passed': async (page) => {
    const reference = exerciseFile('profile-page', 'reference.ts');
    if (page.viewportSize()!.width < 1024) {
      await page.goto('/exercises/profile-page');
      await page.getByLabel('solution.ts').fill(reference);
    } else {
      await openExercise(page, 'profile-page');
      await pasteCode(page, reference);
    }
    await runByButton(page);
  },
  spot: (page) => page.goto('/exercises/spot-the-sink'),
  'spot checked': async (page) => {
    await page.goto('/exercises/spot-the-sink');
    await page.locator('input[name="line"]').nth(41).check();
    await verdictAfter(page, () => page.getByRole('button', { name: 'Check', exact: true }).click());
  },
  review: (page) => page.goto('/exercises/link-patches'),
  'app to attack': (page) => page.goto('/exercises/order-report'),
  'solution not open': (page) => page.goto('/exercises/static-files/solution'),
  solution: async (page) => {
    const answer = await page.request.post(`${site.url}/api/grade/static-files`, {
      headers: { Origin: site.url },
      data: { files: { 'solution.ts': exerciseFile('static-files', 'reference.ts') } },
    });
    assert.equal(((await answer.json()) as { status: string }).status, 'passed');
    await page.goto('/exercises/static-files/solution');
  },
  'not found': (page) => page.goto('/nothing/here'),
};

for (const [name, open] of Object.entries(pages)) {
  for (const width of [1280, 360]) {
    test(`${name} at ${width} px has no axe, CSP or console problems in either theme, and nothing stands out`, async () => {
      const visitor = await site.visit({ viewport: { width, height: 900 } });
      await open(visitor.page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await visitor.page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page: visitor.page }).withTags(standards).analyze();
        const told = violations.map(
          ({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`,
        );
        assert.deepEqual(told, []);
      }
      assert.equal(await sidewaysScroll(visitor.page), 0, 'the page scrolls sideways');
      assert.deepEqual(expected(name, visitor), []);
      await visitor.context.close();
    });
  }
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** A page that answers 403 or 404 is itself a failed load, and the browser's console says so. */
function expected(name: string, { complaints }: Visitor): string[] {
  const refused = name === 'not found' || name === 'solution not open';
  return complaints().filter((text) => !(refused && /status of 40[34]/.test(text)));
}

test('a lesson weighs at most 60 KB, of which script at most 5 KB', async () => {
  for (const path of [
    '/learn/start/a-check-with-a-hole',
    '/learn/sql-injection/values-and-names',
    '/learn/xss/one-value-three-contexts',
    '/learn/paths-and-files/staying-inside-a-directory',
  ]) {
    const { page, context } = await site.visit();
    const bytes: Record<string, number> = {};
    page.on('response', (response) => {
      void response.body().then((body) => {
        const kind = response.request().resourceType();
        bytes[kind] = (bytes[kind] ?? 0) + body.length;
      });
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    await context.close();
    const all = Object.values(bytes).reduce((sum, size) => sum + size, 0);
    assert.ok(all <= 60_000, `${path} weighs ${all} bytes: ${JSON.stringify(bytes)}`);
    assert.ok((bytes['script'] ?? 0) <= 5_000, `${path} has ${bytes['script']} bytes of script`);
  }
});

test('the check of a module explains the options of what is answered, and tells nothing of the rest', async () => {
  const { questions } = parse(
    readFileSync(path.join(root, 'courses/secure-coding/xss/check.yml'), 'utf8'),
  ) as ModuleCheck;
  const { page } = await site.visit({ javaScriptEnabled: false });
  const explained = async (): Promise<number[]> => {
    const source = await page.content();
    return questions.map(({ options }) => options.filter(({ why }) => source.includes(wordsOf(why))).length);
  };
  await page.goto('/learn/xss/check');
  assert.deepEqual(await explained(), [0, 0, 0, 0, 0]);

  const first = questions[0]!;
  const right = first.options.findIndex(({ correct }) => correct);
  await page.locator(`input[name="${first.id}"][value="${right}"]`).check();
  await page.locator('main form button[type="submit"]').first().click();
  assert.deepEqual(await explained(), [first.options.length, 0, 0, 0, 0]);
});

/** The longest part of a Markdown text that stands in the page as it is. */
function wordsOf(text: string): string {
  const [longest = ''] = text.split(/[^a-z ,.]/i).sort((one, other) => other.length - one.length);
  assert.ok(longest.length >= 15, `"${text}" has no long part without markup`);
  return longest.trim();
}
