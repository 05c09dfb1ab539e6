import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHtmlWorld, type Danger } from '../../../sandbox/src/worlds/html.ts';

const { handle: html } = openHtmlWorld();

/** Pages that run console.log(1) in a browser, at once or when the reader clicks, and what is to be found in them. */
const runs: readonly (readonly [Danger['kind'], string])[] = [
  ['script', '<script>console.log(1)</script>'],
  ['script', '<SCRIPT\n>console.log(1)</script >'],
  ['script', '<script/x>console.log(1)</script>'],
  ['script', '<script src="data:text/javascript,console.log(1)"></script>'],
  ['script', '<svg><script>console.log(1)</script></svg>'],
  ['script', '<svg><script>&#99;onsole.log(1)</script></svg>'],
  ['script', '<svg><script href="data:text/javascript,console.log(1)"></script></svg>'],
  ['script', '</title></textarea></style></script><script>console.log(1)</script>'],
  ['script', '<!--><script>console.log(1)</script>-->'],
  ['script', '<!-- --!><script>console.log(1)</script>'],
  ['script', '<table><script>console.log(1)</script></table>'],
  ['script', '<div><template shadowrootmode="open"><script>console.log(1)</script></template></div>'],
  ['handler', '<img src=x: onerror=console.log(1)>'],
  ['handler', '<img/src="x:"/onerror=console.log(1)>'],
  ['handler', '<IMG SRC=x: ONERROR=console.log(1)>'],
  ['handler', '<img src=x:\nonerror\n=\n"console.log(1)">'],
  ['handler', "<img src='x:'onerror='console.log(1)'>"],
  ['handler', '<img src=x: onerror="&#99;onsole&period;log&lpar;1&rpar;">'],
  ['handler', '<image src=x: onerror=console.log(1)>'],
  ['handler', '<svg onload=console.log(1)>'],
  ['handler', '<svg><animate onbegin=console.log(1) attributeName=x dur=1s>'],
  ['handler', '<svg><style><img src=x: onerror=console.log(1)></style></svg>'],
  ['handler', '<math><mtext><img src=x: onerror=console.log(1)></mtext></math>'],
  ['handler', '<body onload=console.log(1)>'],
  ['handler', '<p>Hello<body onload=console.log(1)>'],
  ['handler', '<input autofocus onfocus=console.log(1)>'],
  ['handler', '<p tabindex=1 autofocus onfocus=console.log(1)>Hello</p>'],
  ['handler', '<details open ontoggle=console.log(1)>'],
  ['handler', '<video><source onerror=console.log(1)></video>'],
  ['handler', '<audio src=x: onerror=console.log(1)></audio>'],
  ['handler', '<p onclick=console.log(1)>Hello</p>'],
  ['handler', '<style onload=console.log(1)></style>'],
  ['handler', '<a title="" onclick="console.log(1)" x="">Hello</a>'],
  ['handler', '<noscript><p title="</noscript><img src=x: onerror=console.log(1)>"></noscript>'],
  ['handler', '<select><option><img src=x: onerror=console.log(1)></option></select>'],
  ['handler', '<section><template shadowrootmode=closed><img src=x: onerror=console.log(1)></template></section>'],
  ['url', '<a href="javascript:console.log(1)">Hello</a>'],
  ['url', '<a href="JaVaScRiPt:console.log(1)">Hello</a>'],
  ['url', '<a href="java\tscr\nipt:console.log(1)">Hello</a>'],
  ['url', '<a href="java&Tab;script&colon;console.log(1)">Hello</a>'],
  ['url', '<a href="&#1; &#14;javascript:console.log(1)">Hello</a>'],
  ['url', '<a href="&#x6A&#x61vascript:console.log(1)">Hello</a>'],
  ['url', '<a href="javascript://site.example/%0aconsole.log(1)">Hello</a>'],
  ['url', '<a href=javascript&#00058console.log(1)>Hello</a>'],
  ['url', '<svg><a href="javascript:console.log(1)"><text y=20>Hello</text></a></svg>'],
  ['url', '<svg><a xlink:href="javascript:console.log(1)"><text y=20>Hello</text></a></svg>'],
  ['url', '<svg><a><animate attributeName=href values="javascript:console.log(1)"/><text y=20>Hello</text></a></svg>'],
  ['url', '<svg><a><set attributeName=href to="javascript:console.log(1)"/><text y=20>Hello</text></a></svg>'],
  ['url', '<form action="javascript:console.log(1)"><button>Hello</button></form>'],
  ['url', '<form><button formaction="javascript:console.log(1)">Hello</button></form>'],
  ['url', '<form id=f></form><input type=submit form=f formaction="javascript:console.log(1)">'],
  ['url', '<map name=m><area shape=default href="javascript:console.log(1)"></map><img usemap=#m width=50 height=50>'],
  ['url', '<iframe src="javascript:console.log(1)"></iframe>'],
  ['url', '<iframe src="data:text/html,<script>console.log(1)</script>"></iframe>'],
  ['url', '<object data="data:text/html,<script>console.log(1)</script>"></object>'],
  ['url', '<embed src="data:text/html,<script>console.log(1)</script>">'],
  ['frame', '<iframe srcdoc="<script>console.log(1)</script>"></iframe>'],
  ['frame', '<iframe srcdoc="&lt;img src=x: onerror=console.log(1)&gt;"></iframe>'],
];

/** Pages that run nothing, and take the reader and what is typed elsewhere only where a link says so. */
const doesNotRun: readonly string[] = [
  '',
  '<p>Hello, Ada &amp; Grace</p>',
  '&lt;script&gt;console.log(1)&lt;/script&gt;',
  '&lt;img src=x: onerror=console.log(1)>',
  '< script>console.log(1)</script>',
  '<\0script>console.log(1)</script>',
  '1 < 2 and onerror=console.log(1)',
  'javascript:console.log(1)',
  '<p title="<script>console.log(1)</script>">Hello</p>',
  '<p title="&quot; onclick=&quot;console.log(1)">Hello</p>',
  "<p title='&#39; onclick=console.log(1) x='>Hello</p>",
  '<p data-onclick="console.log(1)">Hello</p>',
  '<p title=onclick=console.log(1)>Hello</p>',
  '<!-- <script>console.log(1)</script> -->',
  '<!--<img src=x: onerror=console.log(1)>-->',
  '<textarea><script>console.log(1)</script></textarea>',
  '<title><img src=x: onerror=console.log(1)></title>',
  '<style><img src=x: onerror=console.log(1)></style>',
  '<xmp><img src=x: onerror=console.log(1)></xmp>',
  '<noembed><img src=x: onerror=console.log(1)></noembed>',
  '<noscript><img src=x: onerror=console.log(1)></noscript>',
  '<iframe><img src=x: onerror=console.log(1)></iframe>',
  '<plaintext><img src=x: onerror=console.log(1)>',
  '<template><img src=x: onerror=console.log(1)></template>',
  '<template><div><template shadowrootmode=open><img src=x: onerror=console.log(1)></template></div></template>',
  '<svg><![CDATA[<img src=x: onerror=console.log(1)>]]></svg>',
  '</p onclick=console.log(1)>',
  '<?php <script>console.log(1) ?>',
  '<a href="/javascript:console.log(1)">Hello</a>',
  '<a href="./javascript:console.log(1)">Hello</a>',
  '<a href="?next=javascript:console.log(1)">Hello</a>',
  '<a href="https://elsewhere.example/javascript:console.log(1)">Hello</a>',
  '<a href="javascript%3Aconsole.log(1)">Hello</a>',
  '<a href="java\0script:console.log(1)">Hello</a>',
  '<a href="java script:console.log(1)">Hello</a>',
  '<a href="&amp;#106;avascript:console.log(1)">Hello</a>',
  '<a href="data:text/html,<script>console.log(1)</script>">Hello</a>',
  '<a href="mailto:ada@site.example">Hello</a>',
  '<form action="/search"><input name=q><button formaction="/find">Find</button></form>',
  '<iframe src="/frame"></iframe>',
];

test('dangers() finds what browsers run', () => {
  const missed = runs.filter(([kind, page]) => !html.dangers(page).some((danger) => danger.kind === kind));
  assert.deepEqual(
    missed.map(([kind, page]) => [kind, page, html.dangers(page)]),
    [],
  );
});

test('dangers() finds nothing in what browsers do not run', () => {
  const found = doesNotRun
    .map((page) => [page, html.dangers(page)] as const)
    .filter(([, dangers]) => dangers.length > 0);
  assert.deepEqual(found, []);
});

test('dangers() finds what takes the reader, or what is typed, elsewhere unasked', () => {
  const kinds = (page: string): string[] => html.dangers(page).map(({ kind }) => kind);
  assert.deepEqual(kinds('<base href="https://elsewhere.example/">'), ['base']);
  assert.deepEqual(kinds('<meta http-equiv="Refresh" content="0;url=https://elsewhere.example/">'), ['meta']);
  assert.deepEqual(kinds('<form action="https://elsewhere.example/"><input></form>'), ['form']);
  assert.deepEqual(kinds('<form action="//elsewhere.example/"></form>'), ['form']);
  assert.deepEqual(kinds('<form><button formaction="\\\\elsewhere.example/">Send</button></form>'), ['form']);
  assert.deepEqual(kinds('<form action="https://site.example/search"></form>'), []);
  assert.deepEqual(kinds('<meta name="refresh" content="0;url=https://elsewhere.example/">'), []);
});

test('dangers() tells where the danger stands and what would run, each once', () => {
  const page = '<select><option>1</option></select><p><a class="x" href="&#106;avascript:alert(1)">Hello</a>';
  assert.deepEqual(html.dangers(page), [
    { kind: 'url', where: '<a class="x" href="javascript:alert(1)">', what: 'javascript:alert(1)' },
  ]);
  const two = '<b onclick="a()">1</b><b onclick="a()">2</b>';
  assert.deepEqual(
    html.dangers(two).map(({ what }) => what),
    ['a()', 'a()'],
  );
});

test('dangers() reads a page that nests deeper than calls can', () => {
  const page = `${'<b>'.repeat(50_000)}<img src=x: onerror=console.log(1)>`;
  assert.deepEqual(
    html.dangers(page).map(({ kind }) => kind),
    ['handler'],
  );
  assert.equal(html.text(`${'<div>'.repeat(20_000)}deep`), 'deep');
});

test('elements() finds by tag name and attributes, in the order of the page', () => {
  const page = '<p class=a>One <b>and</b>\n half</p><P CLASS="a" ID=x>Two</P><p class="a b">Three</p>';
  assert.deepEqual(html.elements(page, 'p', { class: 'a' }), [
    { tag: 'p', attributes: { class: 'a' }, text: 'One and half' },
    { tag: 'p', attributes: { class: 'a', id: 'x' }, text: 'Two' },
  ]);
  assert.deepEqual(
    html.elements(page, 'p').map(({ text }) => text),
    ['One and half', 'Two', 'Three'],
  );
  assert.deepEqual(html.elements(page, 'p', { id: 'y' }), []);
});

test('elements() gives attributes with their character references resolved', () => {
  const page = '<a href="?a=1&amp;b=2" title="&quot;&lt;&#39;&gt;&eacute;">x</a>';
  assert.deepEqual(html.elements(page, 'a')[0]?.attributes, { href: '?a=1&b=2', title: '"<\'>é' });
});

test('elements() gives the text of an element that the page itself does not show', () => {
  const page = '<title>Ada &amp; Grace</title><style>p {}</style><p>Hello</p>';
  assert.equal(html.elements(page, 'title')[0]?.text, 'Ada & Grace');
  assert.equal(html.elements(page, 'style')[0]?.text, 'p {}');
  assert.equal(html.elements(page, 'html')[0]?.text, 'Hello');
  assert.equal(html.text(page), 'Hello');
});

test('text() is what a reader sees, white space collapsed', () => {
  const page =
    '<style>p {}</style><script>1</script><h1>A\n &lt;b&gt; </h1>&nbsp;<p>B<template>no</template><noscript>no</noscript><!-- no --></p>';
  assert.equal(html.text(page), 'A <b> B');
  assert.equal(html.text(''), '');
});
