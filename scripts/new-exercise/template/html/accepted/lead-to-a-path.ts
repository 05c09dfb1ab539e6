export interface Entry {
  author: string;
  text: string;
  website: string;
}

/** One entry of the guest book, as HTML. */
export function entryHtml(entry: Entry): string {
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
