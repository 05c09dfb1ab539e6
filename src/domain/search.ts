/** What a search finds, as pages show it. */

/** A stretch of text; `hit` is what was searched for. */
export interface Segment {
  readonly text: string;
  readonly hit: boolean;
}

export interface Found {
  readonly href: string;
  readonly kind: string;
  readonly title: readonly Segment[];
  readonly excerpt: readonly Segment[];
}

export const longestQuery = 100;

/** A query as it can be searched for; empty when there is nothing in it. */
export function tidyQuery(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestQuery);
}

/** A text with marks around its hits, as stretches: so that it is only ever shown as text. */
export function segments(text: string, begin: string, end: string): Segment[] {
  return text
    .split(begin)
    .flatMap((part, index): Segment[] => {
      if (index === 0) return [{ text: part, hit: false }];
      const [hit = '', ...rest] = part.split(end);
      return [
        { text: hit, hit: true },
        { text: rest.join(''), hit: false },
      ];
    })
    .filter((segment) => segment.text !== '');
}

/** Markdown and MDX as the words that a reader sees. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^(?:import|export) .*$/gm, '')
    .replace(/^```.*$/gm, '')
    .replace(/<\/?[A-Z][^>]*>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^#{1,6} /gm, '')
    .replace(/^ *[-*] /gm, '')
    .replace(/^\|?[ :|-]+\|?$/gm, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\|/g, ' ')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
