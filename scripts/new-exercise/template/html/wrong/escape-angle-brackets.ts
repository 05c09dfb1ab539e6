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
  return `<article class="entry" data-author='${escape(entry.author)}'>
  <h2>${escape(entry.author)}</h2>
  <p>${escape(entry.text)}</p>
  <a class="website" href="${escape(entry.website)}">Website</a>
</article>`;
}

function escape(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
