/** What a member filled in. The settings form posts JSON, which is stored as it came. */
export interface Profile {
  name: string;
  team: string;
  motto: string;
  /** Empty when there is none. */
  website: string;
  /** Several lines. */
  bio: string;
  /** Runs in this season. */
  runs: number;
}

/** The HTML text of a member's page, which everybody can open. */
export function renderProfile({ name, team, motto, website, bio, runs }: Profile): string {
  const head = element('head', {}, [
    element('meta', { charset: 'utf-8' }),
    element('title', {}, [name, ' – Harbour Runners']),
    element('meta', { name: 'description', content: motto }),
    element('link', { rel: 'stylesheet', href: '/club.css' }),
  ]);
  const main = element('main', { 'data-team': team }, [
    element('img', { src: '/images/portrait.png', alt: `Portrait of ${name}` }),
    element('h1', {}, [name]),
    element('p', { class: 'motto' }, [motto]),
    element('p', { class: 'season' }, [runs, ' runs this season, for team ', team]),
    ...websiteOf(website),
    element('p', { class: 'bio' }, linesOf(bio)),
  ]);
  const nav = element('nav', {}, [element('a', { href: '/members' }, ['All members'])]);
  return `<!doctype html>${print(element('html', { lang: 'en' }, [head, element('body', {}, [nav, main])]))}`;
}

function websiteOf(website: string): Element[] {
  const url = URL.parse(website);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return [];
  return [element('p', { class: 'website' }, [element('a', { href: url.href, rel: 'nofollow' }, [url.host])])];
}

function linesOf(text: string): (Element | string)[] {
  return text.split('\n').flatMap((line, i) => (i === 0 ? [line] : [element('br'), line]));
}

/** Only print() writes markup, and only for what element() made: a profile can hold nothing that is an element. */
class Element {
  tag: string;
  attributes: Record<string, string>;
  children: readonly unknown[];
  constructor(tag: string, attributes: Record<string, string>, children: readonly unknown[]) {
    this.tag = tag;
    this.attributes = attributes;
    this.children = children;
  }
}

function element(tag: string, attributes: Record<string, string> = {}, children: readonly unknown[] = []): Element {
  return new Element(tag, attributes, children);
}

const withoutEnd = ['br', 'img', 'link', 'meta'];

function print(node: unknown): string {
  if (!(node instanceof Element)) return escapeHtml(node);
  const { tag, attributes, children } = node;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const start = `<${tag}${written.join('')}>`;
  return withoutEnd.includes(tag) ? start : `${start}${children.map(print).join('')}</${tag}>`;
}

function escapeHtml(value: unknown): string {
  return String(value).replace(/[<>&"']/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
