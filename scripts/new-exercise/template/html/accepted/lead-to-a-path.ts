import type { Request, Response } from 'ounce:http';

export interface Entry {
  author: string;
  text: string;
  website: string;
}

/** Answers POST /entries. The body is the form that was sent, as JSON. */
export function showEntry(req: Request, res: Response): void {
  res.type('text/html').send(entryHtml(req.body as Entry));
}

/** One entry of the guest book, as HTML. */
function entryHtml(entry: Entry): string {
  const [author, text, website] = [entry.author, entry.text, websiteOf(entry)].map(escape);
  return [
    `<article class="entry" data-author="${author}">`,
    `<h2>${author}</h2>`,
    `<p>${text}</p>`,
    `<a class="website" href="${website}" rel="nofollow">Website</a>`,
    '</article>',
  ].join('');
}

/** Anything that does not begin like a website becomes a path of this site. */
function websiteOf({ website }: Entry): string {
  return website.startsWith('https://') || website.startsWith('http://')
    ? website
    : `/leaving/${encodeURIComponent(website)}`;
}

function escape(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
