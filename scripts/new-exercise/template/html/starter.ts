export interface Entry {
  author: string;
  text: string;
  website: string;
}

/** One entry of the guest book, as HTML. */
export function entryHtml(entry: Entry): string {
  return `<article class="entry" data-author='${entry.author}'>
  <h2>${entry.author}</h2>
  <p>${entry.text}</p>
  <a class="website" href="${entry.website}">Website</a>
</article>`;
}
