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
  const author = numbered(entry.author);
  const link = /^https?:\/\//i.test(entry.website)
    ? `<a class="website" href="${numbered(entry.website)}">Website</a>`
    : '';
  return `<article class="entry" data-author='${author}'><h2>${author}</h2><p>${numbered(entry.text)}</p>${link}</article>`;
}

/** Every character but letters and digits as its number. */
function numbered(text: string): string {
  return text.replace(/[^a-z0-9]/giu, (character) => `&#${character.codePointAt(0)};`);
}
