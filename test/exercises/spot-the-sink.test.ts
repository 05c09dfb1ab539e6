/** code.ts is vulnerable at the four places that exercise.ts names, each by itself, and nowhere else. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import facts from '../../exercises/spot-the-sink/exercise.ts';
import type * as Code from '../../exercises/spot-the-sink/code.ts';
import { openHtmlWorld } from '../../sandbox/src/worlds/html.ts';

const { handle: html } = openHtmlWorld();
const folder = path.join(import.meta.dirname, '..', '..', 'exercises', 'spot-the-sink');
const source = await readFile(path.join(folder, 'code.ts'), 'utf8');
const explanation = await readFile(path.join(folder, 'explanation.mdx'), 'utf8');

type SpotId = 'data-in-script' | 'unquoted-attribute' | 'link-scheme' | 'first-bracket-only';
type Values = Readonly<Record<string, unknown>>;

/** For each place: a line of it, the mended line as explanation.mdx has it, and the attack that it describes. */
const places: Readonly<Record<SpotId, { line: number; mended: string; attack: Values }>> = {
  'data-in-script': {
    line: 34,
    mended: `startForum(\${JSON.stringify({ title, page, authors: shown.map(({ author }) => author) }).replaceAll('<', '\\\\u003c')});`,
    attack: { title: '</script><svg onload=alert(1)>' },
  },
  'unquoted-attribute': {
    line: 42,
    mended: '<img src="/portrait.svg" alt="${escapeHtml(author)}">',
    attack: { author: 'x onload=alert(1)' },
  },
  'link-scheme': {
    line: 47,
    mended: '<a href="${escapeHtml(webAddress(website))}" rel="nofollow">Website</a>',
    attack: { website: 'javascript:alert(1)' },
  },
  'first-bracket-only': {
    line: 60,
    mended: 'const beginning = escapeHtml(text.slice(0, 120));',
    attack: { text: '<b> <img src=x onerror=alert(1)>' },
  },
};
const webAddress = /^function webAddress[^]*?^}$/m.exec(explanation)?.[0] ?? '';

/** The module with some of its places mended. */
async function codeWith(t: TestContext, mended: readonly SpotId[]): Promise<typeof Code> {
  const lines = source.split('\n');
  for (const id of mended) lines[places[id].line - 1] = places[id].mended;
  const parent = await mkdtemp(path.join(os.tmpdir(), 'ounce-'));
  t.after(() => rm(parent, { recursive: true }));
  const file = path.join(parent, 'code.ts');
  await writeFile(file, `${lines.join('\n')}\n${webAddress}\n`);
  return (await import(file)) as typeof Code;
}

const harmless = { author: 'Ada', role: 'mender', website: 'https://ada.example/', text: 'Hello', votes: 3 };

/** All markup that the code makes of one set of values: the page, and what is written in the browser. */
function markup({ renderThread, showNew, showQuoted }: typeof Code, values: Values): string[] {
  const post = { ...harmless, ...values };
  const thread = { title: 'Toasters', tags: ['wiring'], ...values, posts: [post] };
  const [badge, box] = [{ innerHTML: '' }, { innerHTML: '' }];
  showNew(badge, (values['count'] ?? 2) as number);
  showQuoted(box, post);
  return [renderThread(thread, { page: (values['page'] ?? '1') as string }), badge.innerHTML, box.innerHTML];
}

/** What of the attacker's would run, or be loaded, in any of it; in the page itself only the forum's two scripts do. */
function reached(code: typeof Code, values: Values): string[] {
  return markup(code, values).flatMap((page) => {
    const dangers = html.dangers(page);
    const own = dangers.filter(({ kind, what }) => kind === 'script' && (what === '/forum.js' || startsForum(what)));
    const others = dangers.filter((danger) => !own.includes(danger)).map(({ where, what }) => `${where} ${what}`);
    return page.includes('<main') && own.length !== 2 ? [...others, 'The forum’s own script is broken'] : others;
  });
}

/** One call with one value: a text that is JSON can't be anything else to JavaScript. */
function startsForum(script: string): boolean {
  const [, argument] = /^\s*startForum\((.*)\);\s*$/s.exec(script) ?? [];
  try {
    return argument !== undefined && typeof JSON.parse(argument) === 'object';
  } catch {
    return false;
  }
}

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<b> <svg onload=alert(1)>',
  '" onload="alert(1)',
  "' onload='alert(1)",
  'x onload=alert(1)',
  'x\tonload=alert(1)',
  'x\fonload=alert(1)//',
  '`onload=alert(1)',
  '"><svg onload=alert(1)>',
  '</title></script></style><svg onload=alert(1)>',
  '<!--<script>',
  '--></title><svg onload=alert(1)>',
  '");alert(1);//',
  '\\");alert(1);//',
  '\u2028alert(1)',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'java&Tab;script&colon;alert(1)',
  '//evil.example/x',
  '../../x',
  '1;background:url(javascript:alert(1))',
  '1%"><svg onload=alert(1)>',
  '2"><script>alert(1)</script>',
  '&lt;svg onload=alert(1)&gt;',
  '<a href=javascript:alert(1)>x',
];
/** Each value that comes from a member or from the address; votes and the page are numbers that nobody promised. */
const inputs = ['title', 'tags', 'author', 'role', 'website', 'text', 'votes', 'page', 'count'];

function battery(code: typeof Code): string[] {
  return inputs.flatMap((input) =>
    payloads.flatMap((payload) => reached(code, { [input]: input === 'tags' ? [payload] : payload }).map(() => input)),
  );
}

const ids = Object.keys(places) as SpotId[];

test('the table of places is that of the exercise, with the lines and fixes of its explanation', () => {
  assert.deepEqual(
    facts.spots.map(({ id }) => id),
    ids,
  );
  assert.ok(webAddress.length > 0);
  for (const { id, lines } of facts.spots) {
    const { line, mended } = places[id as SpotId];
    assert.ok(line >= lines[0] && line <= lines[1], id);
    assert.ok(explanation.includes(mended), `explanation.mdx lacks the mended line of ${id}`);
  }
});

test('each place lets its attack through, and mending it stops just that one', async (t) => {
  const vulnerable = await codeWith(t, []);
  assert.deepEqual(reached(vulnerable, {}), []);
  for (const id of ids) {
    assert.notDeepEqual(reached(vulnerable, places[id].attack), [], id);
    const mended = await codeWith(t, [id]);
    assert.deepEqual(reached(mended, places[id].attack), [], id);
    for (const other of ids.filter((one) => one !== id)) {
      assert.notDeepEqual(reached(mended, places[other].attack), [], `${other} after ${id} was mended`);
    }
  }
});

test('nothing gets through anywhere once the four places are mended', async (t) => {
  const mended = await codeWith(t, ids);
  assert.deepEqual(battery(mended), []);
  const shown = markup(mended, { title: 'A <b> & "c"', author: 'O’Neil & Sons <3', text: 'one\n<two>' });
  assert.equal(html.elements(shown[0]!, 'h1')[0]!.text, 'A <b> & "c"');
  assert.equal(html.elements(shown[0]!, 'br').length, 1);
  assert.match(html.text(shown[2]!), /one <two>/);
});

test('the same attacks reach something through each place alone', async (t) => {
  const inputsOf: Readonly<Record<SpotId, string[]>> = {
    'data-in-script': ['author', 'title'],
    'unquoted-attribute': ['author'],
    'link-scheme': ['website'],
    'first-bracket-only': ['text'],
  };
  for (const id of ids) {
    const code = await codeWith(
      t,
      ids.filter((one) => one !== id),
    );
    assert.deepEqual([...new Set(battery(code))].sort(), inputsOf[id], id);
  }
});

test('the innocent lines hold what they were given: numbers, words of a list, fixed beginnings', async (t) => {
  const code = await codeWith(t, ids);
  for (const payload of payloads) {
    const [page = '', badge = ''] = markup(code, { role: payload, votes: payload, count: payload, tags: [payload] });
    const [other = ''] = markup(code, { page: payload });
    assert.match(html.elements(other, 'a', { class: 'next' })[0]!.attributes['href']!, /^\?page=\d+$/);
    assert.match(html.elements(page, 'article')[0]!.attributes['class']!, /^post (admin|mender|member)$/);
    assert.match(html.elements(page, 'div', { class: 'votes' })[0]!.attributes['style']!, /^width: \d+%$/);
    assert.match(html.elements(page, 'a')[0]!.attributes['href']!, /^\/tags\//);
    const data = html.elements(page, 'main')[0]!.attributes['data-thread']!;
    assert.deepEqual(JSON.parse(data), { title: 'Toasters', tags: [payload] });
    assert.match(badge, /^(<b>\d+<\/b> new|<i>All read<\/i>)$/);
  }
});

test('every line that puts a value into markup is either a place at fault or named as innocent', () => {
  const named = [...facts.spots, ...facts.innocent].map(({ lines }) => lines);
  const unnamed = source.split('\n').flatMap((text, i) => {
    const within = named.some(([from, to]) => i + 1 >= from && i + 1 <= to);
    return /\$\{|innerHTML =/.test(text) && !within ? [`${i + 1}: ${text.trim()}`] : [];
  });
  // These two put in what was chosen or built elsewhere: a word of a list, and whole posts.
  assert.deepEqual(unnamed, [
    "29: ${shown.map(renderPost).join('\\n  ')}",
    '41: return `<article class="post ${badge}">',
  ]);
});
