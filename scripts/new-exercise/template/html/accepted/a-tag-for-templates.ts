import type { Request, Response } from 'ounce:http';

export interface Entry {
  author: string;
  text: string;
  website: string;
}

const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** Escapes every value of a template. */
function html(parts: TemplateStringsArray, ...values: string[]): string {
  const escaped = values.map((value) => value.replace(/[&<>"']/g, (character) => `&${names[character]};`));
  return String.raw({ raw: parts }, ...escaped);
}

/** Answers POST /entries. The body is the form that was sent, as JSON. */
export function showEntry(req: Request, res: Response): void {
  res.type('text/html').send(entryHtml(req.body as Entry));
}

/** One entry of the guest book, as HTML. */
function entryHtml({ author, text, website }: Entry): string {
  const url = new URL(website);
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error('A website begins with https://');
  return html`<article class="entry" data-author="${author}">
    <h2>${author}</h2>
    <p>${text}</p>
    <a class="website" href="${url.href}">Website</a>
  </article>`;
}
