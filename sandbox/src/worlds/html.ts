/** The HTML world: what a browser would make of a page. Nothing to import for the learner; checks read pages with it. */
import { html, parse, type DefaultTreeAdapterTypes as Dom } from 'parse5';
import type { World } from './world.ts';

/** An element as a browser's parser saw it (parse5: the WHATWG algorithm). */
export interface PageElement {
  /** In lower case. */
  tag: string;
  /** Values after character references were resolved. */
  attributes: Readonly<Record<string, string>>;
  /** All text inside, as shown. */
  text: string;
}

/** Something in a page that would run, or lead to script, or take the reader elsewhere unasked. */
export interface Danger {
  kind: 'script' | 'handler' | 'url' | 'frame' | 'form' | 'base' | 'meta';
  /** The element's start tag, as source. */
  where: string;
  /** What would run or be loaded. */
  what: string;
}

/** What a check or exploit sees as `html`. */
export interface HtmlWorld {
  /**
   * Everything in the page that would run script, or take the reader or a form elsewhere unasked: script elements,
   * on* attributes, javascript: and vbscript: URLs (as the WHATWG URL parser reads them, so with tabs and newlines
   * removed), data: documents in frames and objects, frames with srcdoc, base, meta refresh, forms to other sites.
   */
  dangers(page: string): Danger[];
  /** The elements that match a tag name ('*' for any) and, if given, the attributes' values. In document order. */
  elements(page: string, tag: string, attributes?: Readonly<Record<string, string>>): PageElement[];
  /** All text of the page, as shown, white space collapsed. The title is not part of it. */
  text(page: string): string;
}

/** The page is read as a browser reads it at this address. */
const pageAddress = 'https://site.example/page';

export function openHtmlWorld(): World & { handle: HtmlWorld } {
  return {
    modules: {},
    handle: {
      dangers: (page) => unique(readings(page).map((reading) => elementsOf(reading).flatMap(dangersOf))),
      elements: (page, tag, attributes = {}) =>
        elementsOf(page)
          .filter(
            (element) =>
              (tag === '*' || element.tagName === tag) &&
              Object.entries(attributes).every(([name, value]) => attribute(element, name) === value),
          )
          .map(pageElement),
      text: (page) => textOf(parse(page)).replace(/\s+/g, ' ').trim(),
    },
    close: () => undefined,
  };
}

/**
 * The page as it is, and as browsers read it that let any element stand in a select (WHATWG HTML since 2025):
 * parse5 takes all but options out of one.
 */
function readings(page: string): string[] {
  const selects = /<(\/?)select(?=[\s/>])/gi;
  return selects.test(page) ? [page, page.replace(selects, '<$1x-select')] : [page];
}

/** What the first reading shows, and what only a later one does. */
function unique([first = [], ...later]: readonly Danger[][]): Danger[] {
  const known = new Set(first.map(({ kind, what }) => `${kind} ${what}`));
  return [...first, ...later.flat().filter(({ kind, what }) => !known.has(`${kind} ${what}`))];
}

function elementsOf(page: string): Dom.Element[] {
  const elements: Dom.Element[] = [];
  // A stack of our own: a hostile page may nest deeper than calls can.
  const todo: Dom.Node[] = [parse(page, { scriptingEnabled: true })];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) for (let i = node.childNodes.length - 1; i >= 0; i--) todo.push(node.childNodes[i]!);
    if (isShadowRoot(node)) todo.push(node.content);
  }
  return elements;
}

/** What stands in a template is inert, but in one that declares a shadow root it is part of the page. */
function isShadowRoot(node: Dom.Node): node is Dom.Template {
  return 'content' in node && /^(open|closed)$/i.test(attribute(node, 'shadowrootmode') ?? '');
}

function pageElement(element: Dom.Element): PageElement {
  const attributes = Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
  return { tag: element.tagName, attributes, text: textOf(element).replace(/\s+/g, ' ').trim() };
}

const unseen: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'title']);

function textOf(from: Dom.Node): string {
  let text = '';
  const todo: Dom.Node[] = [from];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if ('value' in node && node.nodeName === '#text') text += node.value;
    if ('childNodes' in node && (node === from || !('tagName' in node && unseen.has(node.tagName)))) {
      for (let i = node.childNodes.length - 1; i >= 0; i--) todo.push(node.childNodes[i]!);
    }
  }
  return text;
}

function dangersOf(element: Dom.Element): Danger[] {
  const danger = (kind: Danger['kind'], what: string): Danger => ({
    kind,
    where: startTag(element),
    what: what.slice(0, 300),
  });
  const found: Danger[] = [];
  if (element.tagName === 'script') found.push(danger('script', attribute(element, 'src') ?? textOfChildren(element)));
  if (element.tagName === 'base') found.push(danger('base', attribute(element, 'href') ?? ''));
  if (element.tagName === 'meta' && attribute(element, 'http-equiv')?.trim().toLowerCase() === 'refresh') {
    found.push(danger('meta', attribute(element, 'content') ?? ''));
  }
  for (const { name, value, prefix } of element.attrs) {
    const full = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
    if (/^on[a-z]/.test(name)) found.push(danger('handler', value));
    if (name === 'srcdoc' && element.tagName === 'iframe') found.push(danger('frame', value));
    if (urlAttributes.has(full) && leadsToScript(element.tagName, value)) found.push(danger('url', value));
    if (isFormTarget(element.tagName, name) && leavesSite(value)) found.push(danger('form', value));
    if (isAnimation(element) && animated.has(name) && value.split(';').some((url) => leadsToScript('a', url)))
      found.push(danger('url', value));
  }
  return found;
}

function textOfChildren(element: Dom.Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}

const urlAttributes: ReadonlySet<string> = new Set([
  'href',
  'xlink:href',
  'src',
  'action',
  'formaction',
  'data',
  'poster',
  'background',
  'cite',
  'manifest',
]);
const documents: ReadonlySet<string> = new Set(['iframe', 'frame', 'object', 'embed', 'use', 'script']);
const animated: ReadonlySet<string> = new Set(['to', 'from', 'by', 'values']);

function leadsToScript(tag: string, value: string): boolean {
  const url = URL.parse(value, pageAddress);
  if (!url) return false;
  if (url.protocol === 'javascript:' || url.protocol === 'vbscript:') return true;
  return url.protocol === 'data:' && documents.has(tag);
}

function isFormTarget(tag: string, name: string): boolean {
  return name === 'formaction' || (tag === 'form' && name === 'action');
}

function leavesSite(value: string): boolean {
  const url = URL.parse(value, pageAddress);
  return url !== null && url.origin !== new URL(pageAddress).origin;
}

/** SVG's animate and set can write an href after the page is loaded. */
function isAnimation(element: Dom.Element): boolean {
  return (
    element.namespaceURI === html.NS.SVG &&
    (element.tagName === 'animate' || element.tagName === 'set') &&
    /(^|:)href$/i.test(attribute(element, 'attributeName') ?? attribute(element, 'attributename') ?? '')
  );
}

function attribute(element: Dom.Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

function startTag(element: Dom.Element): string {
  const attributes = element.attrs.map(({ name, value }) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('');
  return `<${element.tagName}${attributes}>`.slice(0, 500);
}
