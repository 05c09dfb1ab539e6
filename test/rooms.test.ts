import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { builtFrom, sourceHash } from '../scripts/built-from.ts';
import { leaks } from '../scripts/leaks.ts';
import { forbiddenImports, privateFilesNamed, strayFiles, type Sources } from '../scripts/rooms.ts';

const root = path.resolve(import.meta.dirname, '..');
const code = read('**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,astro,mdx}');

test('every file of code stands in a room', () => {
  assert.ok(code.size > 20, `found only ${code.size} files of code`);
  assert.deepEqual(strayFiles(code.keys()), []);
});

test('every import goes to a room that its own room may use', () => {
  assert.deepEqual(forbiddenImports(code), []);
});

test('nothing in src/ reaches for the reference, checks or fixes of an exercise', () => {
  assert.deepEqual(privateFilesNamed(code), []);
});

test(
  'nothing that learners must not read is in dist/client',
  { skip: builtFrom(root) !== sourceHash(root) && 'not built from these sources' },
  () => {
    const client = read('dist/client/**/*.{html,js,css,json,xml,txt,svg,map}');
    const exercises = read('exercises/*/**/*.{ts,json,md,mdx}');
    const courses = read('courses/*/*/*.{mdx,yml}');
    assert.ok(client.size > 0 && exercises.size > 0 && courses.size > 0, 'nothing to compare');
    assert.deepEqual(leaks(client, exercises, courses), []);
  },
);

test('strayFiles() names a file of code outside every room, and no other file', () => {
  const files = [
    'src/pages/index.astro',
    'src/utils/misc.ts',
    'src/other.ts',
    'helper.mjs',
    'astro.config.ts',
    'docs/operate.md',
    'courses/x/y/lesson.mdx',
  ];
  const strays = strayFiles(files).map((finding) => finding.split(':')[0]);
  assert.deepEqual(strays, ['src/utils/misc.ts', 'src/other.ts', 'helper.mjs']);
});

const refused: Record<string, [file: string, text: string]> = {
  'a page that imports the database': [
    'src/pages/learn.astro',
    "---\nimport { rows } from '#src/db/rows.ts';\n---\n<p>{rows}</p>",
  ],
  'a script of a page that imports a service': [
    'src/pages/a.astro',
    "---\n---\n<script>import '../db/rows.ts';</script>",
  ],
  'a component that imports a service': [
    'src/components/card.ts',
    "import { grade } from '../services/grading/grade.ts';",
  ],
  'a component that imports only the type of a service': [
    'src/components/card.ts',
    "import type { Grade } from '#src/services/grading/grade.ts';",
  ],
  'a component that imports a service late': [
    'src/components/card.ts',
    "const x = await import('../services/grading/grade.ts');",
  ],
  'a component that passes a service on': ['src/components/card.ts', "export * from '../services/grading/grade.ts';"],
  'a component that imports the grader': ['src/components/card.ts', "import { limits } from '@ounce/sandbox';"],
  'a component that imports the answers': [
    'src/components/card.ts',
    "import text from '/courses/secure-coding/xss/check.yml?raw';",
  ],
  'a template that imports a service': ['src/components/Card.astro', "<p>{import('../services/grading/grade.ts')}</p>"],
  'a template whose script is a service': [
    'src/components/Card.astro',
    '<script src="../services/grading/grade.ts"></script>',
  ],
  'the domain that reads files': ['src/domain/passed.ts', "import { readFile } from 'node:fs/promises';"],
  'the domain that imports the grader': ['src/domain/passed.ts', "import { limits } from '@ounce/sandbox';"],
  'the domain that imports values beside the shape of a verdict': [
    'src/domain/report.ts',
    "import { firstFinding } from '@ounce/sandbox/verdict';",
  ],
  'a service that imports a page': ['src/services/a/b.ts', "import { page } from '#src/pages/page.ts';"],
  'the database that imports a service': ['src/db/rows.ts', "import { x } from '#src/services/a/b.ts';"],
  'the configuration that imports a service': ['src/config.ts', "import { x } from './services/a/b.ts';"],
  'the sandbox that imports the app': ['sandbox/src/grader.ts', "import { readConfig } from '#src/config.ts';"],
  'the sandbox that imports an exercise': [
    'sandbox/src/grader.ts',
    "import one from '../../exercises/one/exercise.ts';",
  ],
  'the CLI that imports the app': ['packages/cli/src/index.ts', "import { readConfig } from '../../../src/config.ts';"],
  'the verifier that uses the network': ['packages/verify/src/index.ts', "import http from 'node:http';"],
  'a lesson that imports a component': [
    'courses/secure-coding/xss/lesson.mdx',
    "import Card from '../../../src/components/Card.astro'\n\n# Hello",
  ],
  'an exercise that imports the grader': ['exercises/one/functional.ts', "import { limits } from '@ounce/sandbox';"],
  'an exercise that imports values beside types': [
    'exercises/one/functional.ts',
    "import { something } from '@ounce/sandbox/exercise';",
  ],
  'an exercise that imports another': ['exercises/one/functional.ts', "import { x } from '../two/functional.ts';"],
  'an exercise that imports a package': ['exercises/one/functional.ts', "import { z } from 'zod';"],
  'an exercise whose checks read files': ['exercises/one/exploits.ts', "import { readFile } from 'node:fs/promises';"],
  'a starter that imports a package': ['exercises/one/starter.ts', "import express from 'express';"],
  'a patch that imports a package': ['exercises/one/patches/parsed.ts', "import express from 'express';"],
  'a patch that imports the grader': ['exercises/one/patches/parsed.ts', "import { limits } from '@ounce/sandbox';"],
  'code to look at that imports a package': ['exercises/one/code.ts', "import express from 'express';"],
  'an attack that reads files': ['exercises/one/attack.ts', "import { readFile } from 'node:fs/promises';"],
  'goals that import what only learners have': ['exercises/one/goals.ts', "import { query } from 'ounce:db';"],
};

for (const [what, source] of Object.entries(refused)) {
  test(`forbiddenImports() refuses ${what}`, () => {
    const findings = forbiddenImports(new Map([source]));
    assert.equal(findings.length, 1, findings.join('\n'));
    assert.match(findings[0] ?? '', /^[\w/.-]+: imports /);
    assert.ok(findings[0]?.startsWith(source[0]), findings[0]);
  });
}

test('forbiddenImports() lets through what the rooms allow, and words that only look like imports', () => {
  const allowed: [string, string][] = [
    [
      'src/pages/a.astro',
      "---\nimport Card from '../components/Card.astro';\nimport { list } from '#src/services/course/list.ts';\nimport '../components/page.css';\n---\n<Card />",
    ],
    [
      'src/services/a/b.ts',
      "import { openGrader } from '@ounce/sandbox';\nimport { passed } from '../../domain/passed.ts';\nimport fs from 'node:fs';",
    ],
    ['src/host.ts', "import { readConfig } from './config.ts';\nimport { headers } from './host/headers.ts';"],
    ['src/domain/report.ts', "import type { Verdict } from '@ounce/sandbox/verdict';"],
    [
      'src/domain/course.ts',
      "import { z } from 'zod';\n// import { x } from '../db/x.ts';\nconst text = `import x from '../db/x.ts'`;",
    ],
    ['courses/c/m/lesson.mdx', "# Hello\n\n```ts\nimport { query } from 'ounce:db';\n```\n"],
    [
      'exercises/one/functional.ts',
      "import assert from 'node:assert/strict';\nimport type { Check } from '@ounce/sandbox/exercise';\nimport { draw } from './exploits.ts';",
    ],
    [
      'exercises/one/reference.ts',
      "import { query } from 'ounce:db';\nimport { readFile } from 'node:fs/promises';\nimport { Agent } from 'undici';",
    ],
    ['exercises/one/app.ts', "import { query } from 'ounce:db';"],
    ['exercises/one/safe.ts', "import { query } from 'ounce:db';"],
    ['exercises/one/safe/real-path.ts', "import { readFile } from 'node:fs/promises';"],
    ['exercises/one/mutants/prefix.ts', "import path from 'node:path';"],
    ['exercises/one/before.ts', "import { URL } from 'node:url';"],
    ['exercises/one/patches/parsed.ts', "import type { Request } from 'ounce:http';"],
    ['exercises/one/code.ts', "import type { Request, Response } from 'ounce:http';"],
    ['exercises/one/attack.ts', "import type { Attack } from '@ounce/sandbox/exercise';"],
    ['scripts/bench.ts', "import { startHost } from '#src/host.ts';\nimport { openGrader } from '@ounce/sandbox';"],
  ];
  assert.deepEqual(forbiddenImports(new Map(allowed)), []);
});

const reaching: Record<string, string> = {
  'an import of a reference': "import text from '/exercises/one/reference.ts?raw';",
  'a late import of checks': "await import('../../../exercises/one/functional.ts');",
  'a glob over fixes': "import.meta.glob('/exercises/*/wrong/*.ts', { query: '?raw' });",
  'a glob over everything': "import.meta.glob(['/src/**/*.ts', '../../../exercises/**']);",
  'a loader over everything': "glob({ pattern: '**/*.ts', base: './exercises' });",
  'a URL of exploits': "new URL('../../../exercises/one/exploits.ts', import.meta.url);",
  'a URL of the accepted fixes': "new URL('/exercises/one/accepted', import.meta.url);",
  'an import of the facts': "import facts from '/exercises/one/exercise.ts';",
  'an import of goals': "import goals from '../../../exercises/one/goals.ts';",
  'a late import of an attack': "await import('../../../exercises/one/attack.ts');",
  'a URL of the answer': "new URL('../../../exercises/one/reference.json', import.meta.url);",
  'a glob over answers': "import.meta.glob('/exercises/*/accepted/*.json');",
  'a URL of the mended app': "new URL('../../../exercises/one/safe.ts', import.meta.url);",
  'a glob over right versions': "import.meta.glob('/exercises/*/safe/*.ts', { query: '?raw' });",
  'a folder of mutants': "new URL('/exercises/one/mutants/', import.meta.url);",
};

for (const [what, text] of Object.entries(reaching)) {
  test(`privateFilesNamed() refuses ${what}`, () => {
    assert.equal(privateFilesNamed(new Map([['src/services/exercise/show.ts', text]])).length, 1);
    assert.equal(
      privateFilesNamed(new Map([['src/pages/show.astro', `---\n${text.replaceAll('../../../', '../../')}\n---\n`]]))
        .length,
      1,
    );
  });
}

test('privateFilesNamed() lets through what learners may see, and other rooms', () => {
  const sources: Sources = new Map([
    [
      'src/content.config.ts',
      "glob({ pattern: '*/{instructions,explanation}.mdx', base: './exercises' }); glob({ pattern: '**/*.mdx', base: './courses' });",
    ],
    ['src/services/exercise/show.ts', "new URL('../../../exercises/', import.meta.url);"],
    ['src/services/exercise/code.ts', "new URL('../../../exercises/one/code.ts', import.meta.url);"],
    ['src/services/exercise/app.ts', "import.meta.glob('/exercises/*/{app,before}.ts', { query: '?raw' });"],
    ['src/services/exercise/patches.ts', "import.meta.glob('/exercises/*/patches/*.ts', { query: '?raw' });"],
    ['src/services/exercise/starter.ts', "new URL('../../../exercises/one/starter.json', import.meta.url);"],
    ['scripts/exercises.ts', "new URL('../exercises/one/reference.ts', import.meta.url);"],
  ]);
  assert.deepEqual(privateFilesNamed(sources), []);
});

const secret = "  const rows = query('SELECT id FROM users WHERE name = ?', [name]);";
const exercises: Sources = new Map([
  [
    'exercises/one/reference.ts',
    `export function find(name: string) {\n${secret}\n  return rows.map((row) => row.identifier);\n}`,
  ],
  ['exercises/one/starter.ts', 'export function find(name: string) {\n  return rows.map((row) => row.identifier);\n}'],
]);
const reviewed: Sources = new Map([
  [
    'exercises/two/exercise.ts',
    `export default {
  title: 'A title that everybody may read, of any length',
  spots: [
    { id: 'a', lines: [1, 2], title: 'A quote that ends the attribute', feedback: "What ends the member's attribute here?" },
  ],
  innocent: [
    {
      lines: [5, 5],
      why: 'The number is made on the line above, whatever came in.',
    },
  ],
  patches: { 'one.ts': { claim: 'Whoever sent this patch says so', holds: false, feedback: 'Which reader comes second here?' } },
};`,
  ],
  [
    'exercises/two/reference.json',
    '{ "patches": { "one": {\n  "input": "java\\\\tscript:alert(document.domain)"\n} } }',
  ],
  ['exercises/two/goals.ts', "  return target.call('balanceOf', scene.victim) < scene.balance;"],
  ['exercises/two/attack.ts', '  const [danger] = html.dangers(pageWith(attempted.value));'],
  ['exercises/two/safe/real-path.ts', '  const resolved = realpathSync(path.join(folder, name));'],
  [
    'exercises/two/mutants/prefix.ts',
    '  if (resolved.startsWith(folder)) return resolved;\n  const shared = await everybodyReadsThis(name);',
  ],
  ['exercises/two/app.ts', '  const shared = await everybodyReadsThis(name);'],
  ['exercises/two/patches/one.ts', "  return decodeURIComponent(address).startsWith('https:');"],
]);
const courses: Sources = new Map([
  [
    'courses/c/m/check.yml',
    'questions:\n  - id: a\n    options:\n      - text: One\n        correct: true\n        why: A `?` sends the value apart from the text of the statement.\n',
  ],
]);

const leaking: Record<string, [file: string, text: string]> = {
  'a line of a reference, as it is': ['dist/client/a.js', `const text = \`${secret}\`;`],
  'a line in a string': ['dist/client/a.js', `const text = ${JSON.stringify(`\n${secret}\n`)};`],
  'a line in an attribute': ['dist/client/a.html', `<div data-x="${secret.replaceAll("'", '&#39;')}"></div>`],
  'a highlighted line': [
    'dist/client/a.html',
    secret.replace(/\w+/g, '<span class="k">$&</span>').replaceAll("'", '&#x27;'),
  ],
  'why an option is right': [
    'dist/client/a.html',
    '<p>A <code>?</code> sends the value\napart from the text of the statement.</p>',
  ],
  'the mark of a right option': ['dist/client/a.json', '[{"text":"One","correct":true}]'],
  'the mark of a right option, minified': ['dist/client/a.js', 'x=[{text:"One",correct:!0}]'],
};

for (const [what, file] of Object.entries(leaking)) {
  test(`leaks() finds ${what}`, () => {
    assert.equal(leaks(new Map([file]), exercises, courses).length, 1);
  });
}

const leakingKinds: Record<string, string> = {
  'the title of a place': 'A quote that ends the attribute',
  'the question about a place': 'What ends the member’s attribute here?'.replace('’', "'"),
  'why a line is innocent': 'The number is made on the line above, whatever came in.',
  'the question about a patch': 'Which reader comes second here?',
  'an input that gets through': '"input": "java\\\\tscript:alert(document.domain)"',
  'a line of a goal': "return target.call('balanceOf', scene.victim) < scene.balance;",
  'a line of an attack': 'const [danger] = html.dangers(pageWith(attempted.value));',
  'a line of a right version': 'const resolved = realpathSync(path.join(folder, name));',
  'a line of a mutant': 'if (resolved.startsWith(folder)) return resolved;',
};

for (const [what, text] of Object.entries(leakingKinds)) {
  test(`leaks() finds ${what}`, () => {
    const page = `<pre>${text.replaceAll('<', '&lt;')}</pre>`;
    assert.equal(leaks(new Map([['dist/client/a.html', page]]), reviewed, courses).length, 1);
    const script = `const a = ${JSON.stringify(text)};`;
    assert.equal(leaks(new Map([['dist/client/a.js', script]]), reviewed, courses).length, 1);
  });
}

test('leaks() passes over what every learner is shown of an exercise', () => {
  const shown = [
    'A title that everybody may read, of any length',
    'Whoever sent this patch says so',
    'const shared = await everybodyReadsThis(name);',
    "return decodeURIComponent(address).startsWith('https:');",
  ];
  for (const text of shown) {
    assert.deepEqual(leaks(new Map([['dist/client/a.html', `<pre>${text}</pre>`]]), reviewed, courses), []);
  }
});

test('leaks() passes over lines that the starter or a lesson has too', () => {
  const inStarter: [string, string] = [
    'dist/client/a.html',
    '<pre>  return rows.map((row) =&gt; row.identifier);\n}</pre>',
  ];
  assert.deepEqual(leaks(new Map([inStarter]), exercises, courses), []);
  const inLesson: [string, string] = ['dist/client/b.html', `<pre>${secret}</pre>`];
  const lesson: [string, string] = ['courses/c/m/lesson.mdx', `\`\`\`ts\n${secret}\n\`\`\`\n`];
  assert.deepEqual(leaks(new Map([inLesson]), exercises, new Map([...courses, lesson])), []);
});

function read(pattern: string): Sources {
  const skipped = /^(?:\.[\w-]+|data|dist|node_modules|test-results)$/;
  const built = pattern.startsWith('dist/');
  const files = globSync(pattern, {
    cwd: root,
    // Programs that attack the grader import what they should not.
    exclude: (name) =>
      !built && (name.split(/[\\/]/).some((part) => skipped.test(part)) || /hostile[\\/]programs/.test(name)),
  });
  return new Map(files.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(root, file), 'utf8')]));
}
