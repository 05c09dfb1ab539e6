export interface Entry {
  author: string;
  text: string;
  website: string;
}

/** One entry of the guest book, as HTML. */
export function entryHtml(entry: Entry): string {
  return `<article class="entry" data-author='${clean(entry.author)}'>
  <h2>${clean(entry.author)}</h2>
  <p>${clean(entry.text)}</p>
  <a class="website" href="${clean(entry.website)}">Website</a>
</article>`;
}

function clean(text: string): string {
  return text.replace(/<\/?script[^>]*>/gi, '');
}
