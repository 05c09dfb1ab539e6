/** The XML world: documents parsed by libxml2, with every file and URL that it opened on record. */
import { fileURLToPath } from 'node:url';
import type * as Libxml2 from 'libxml2-wasm';
import { withLibxml2, type Resolve } from './libxml2.ts';
import { workingDirectory } from './platform.ts';
import { plainElement, type PlainElement } from './xml-element.ts';
import type { HostFunction, World } from './world.ts';

/** A file or URL that the parser asked for beyond the document: an entity, a DTD, an inclusion. */
export interface Opened {
  /** Absolute, as the parser made it of what stands in the document: 'file:///etc/passwd', 'https://site.example/?a'. */
  url: string;
  /** Whether there was something to read. */
  found: boolean;
}

/** One document as it was parsed. */
export interface ParsedDocument {
  /** What came in, UTF-8 bytes. */
  bytes: number;
  /** All text and attribute values that came of it, in characters: entities are counted as often as they were put in. */
  characters: number;
  /** The parser's message, when it failed. */
  error?: string;
}

/**
 * What a check or exploit sees as `xml`. The learner's program has `import { parseXml } from 'ounce:xml'`.
 * File URLs lead into the tree of the files world as well, when the exercise has it.
 */
export interface XmlWorld {
  /** Author's set-up: what stands at a URL. An absolute path means a file. */
  serve(url: string, text: string): void;
  /** What the parser opened, in order. */
  readonly opened: readonly Opened[];
  readonly documents: readonly ParsedDocument[];
}

/** What the world takes from the files world, if there is one. */
interface Files {
  read(path: string): string | undefined;
}

/** Opens a world without documents. `others`: the handles of the run's worlds, looked at when a document is parsed. */
export function openXmlWorld(others: { readonly files?: Files } = {}): World & { handle: XmlWorld } {
  const served = new Map<string, string>();
  const opened: Opened[] = [];
  const documents: ParsedDocument[] = [];
  const resolve: Resolve = (url) => {
    const text = served.get(addressOf(url)) ?? fileText(others.files, url);
    if (opened.length < 1_000) opened.push({ url: addressOf(url), found: text !== undefined });
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const parseXml: HostFunction = (source, options) => {
    const read = sourceOf(source);
    const asked = optionsOf(options);
    const document: ParsedDocument = { bytes: read.bytes.length, characters: 0 };
    if (documents.length < 1_000) documents.push(document);
    try {
      return parse(read, asked, document, resolve);
    } catch (error) {
      document.error = (error as Error).message.trim() || 'The document can’t be parsed';
      throw new Error(document.error, { cause: error });
    }
  };
  return {
    modules: { 'ounce:xml': { functions: { parseXml } } },
    handle: { opened, documents, serve: (url, text) => void served.set(addressOf(url), text) },
    close: () => undefined,
  };
}

/** One spelling for one place: a path is a file. */
function addressOf(url: string): string {
  return URL.parse(url.startsWith('/') ? `file://${url}` : url)?.href ?? url;
}

function fileText(files: Files | undefined, url: string): string | undefined {
  const address = URL.parse(addressOf(url));
  if (!files || address?.protocol !== 'file:') return undefined;
  try {
    return files.read(fileURLToPath(address, { windows: false }));
  } catch (error) {
    // Another host than this one, or a slash that is encoded: no file has such a name.
    if ((error as { code?: unknown }).code?.toString().startsWith('ERR_INVALID_') === true) return undefined;
    throw error;
  }
}

interface Source {
  bytes: Uint8Array;
  /** For a text, whatever its declaration says. */
  encoding?: 'utf-8';
}

function sourceOf(source: unknown): Source {
  if (typeof source === 'string') return { bytes: new TextEncoder().encode(source), encoding: 'utf-8' };
  if (source instanceof Uint8Array) return { bytes: source };
  throw new TypeError(`The document must be a string or bytes, got ${source === null ? 'null' : typeof source}`);
}

/** The flags of libxml2's parser (xmlParserOption in libxml/parser.h) by the names that Node's bindings to it use. */
const flags: Readonly<Record<string, number>> = {
  recover: 1 << 0,
  noent: 1 << 1,
  dtdload: 1 << 2,
  dtdattr: 1 << 3,
  dtdvalid: 1 << 4,
  noblanks: 1 << 8,
  xinclude: 1 << 10,
  nonet: 1 << 11,
  nocdata: 1 << 14,
  huge: 1 << 19,
};
const noWarnings = 1 << 6;

interface Asked {
  flags: number;
  xinclude: boolean;
}

function optionsOf(options: unknown): Asked {
  if (options === undefined) return { flags: 0, xinclude: false };
  if (typeof options !== 'object' || options === null) throw new TypeError('The options must be an object');
  const set = Object.entries(options).filter(([, value]) => value === true);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(flags, name));
  if (unknown !== undefined)
    throw new TypeError(`There is no option "${unknown.slice(0, 80)}"; there are ${Object.keys(flags).join(', ')}`);
  return {
    flags: set.reduce((sum, [name]) => sum | flags[name]!, 0),
    xinclude: set.some(([name]) => name === 'xinclude'),
  };
}

function parse(source: Source, asked: Asked, record: ParsedDocument, resolve: Resolve): PlainElement {
  return withLibxml2(resolve, (libxml2) => {
    const document = asked.xinclude ? included(libxml2, source, asked) : read(libxml2, source, asked);
    try {
      return plainElement(libxml2, document.root, (characters) => (record.characters += characters));
    } finally {
      document.dispose();
    }
  });
}

function read({ XmlDocument }: typeof Libxml2, { bytes, encoding }: Source, asked: Asked): Libxml2.XmlDocument {
  const url = `file://${workingDirectory}/document.xml`;
  return XmlDocument.fromBuffer(bytes, { url, option: asked.flags | noWarnings, ...(encoding && { encoding }) });
}

/** libxml2 marks where an inclusion began and ended with nodes that its binding can't read; they are gone once it is written out. */
function included(libxml2: typeof Libxml2, source: Source, asked: Asked): Libxml2.XmlDocument {
  const document = read(libxml2, source, asked);
  try {
    document.processXInclude();
    return libxml2.XmlDocument.fromBuffer(written(document), {
      option: (asked.flags & flags['huge']!) | noWarnings,
      encoding: 'utf-8',
    });
  } finally {
    document.dispose();
  }
}

const mostIncludedBytes = 8 * 1024 * 1024;

function written(document: Libxml2.XmlDocument): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const write = (part: Uint8Array): number => {
    bytes += part.length;
    if (bytes > mostIncludedBytes) return -1;
    parts.push(part.slice());
    return part.length;
  };
  document.save({ write, close: () => true }, { encoding: 'utf-8', format: false });
  if (bytes > mostIncludedBytes) throw new Error('The document is larger than 8 MB once everything is included');
  return Buffer.concat(parts);
}
