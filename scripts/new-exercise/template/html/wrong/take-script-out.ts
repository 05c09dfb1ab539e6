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
  return `<article class="entry" data-author='${clean(entry.author)}'>
  <h2>${clean(entry.author)}</h2>
  <p>${clean(entry.text)}</p>
  <a class="website" href="${clean(entry.website)}">Website</a>
</article>`;
}

function clean(text: string): string {
  return text.replace(/<\/?script[^>]*>/gi, '');
}
