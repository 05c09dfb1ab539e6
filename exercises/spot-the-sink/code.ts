/** The thread pages of the repair café's forum. Members write titles, tags and posts; everybody reads them. */
export interface Post {
  author: string;
  role: string;
  website: string;
  text: string;
  /** Votes by other members. */
  votes: number;
}

export interface Thread {
  title: string;
  tags: string[];
  posts: Post[];
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => references[character]!);

/** GET /thread?page=…, as an HTML text. */
export function renderThread({ title, tags, posts }: Thread, query: { page?: string }): string {
  const page = Math.max(1, Number.parseInt(query.page ?? '', 10) || 1);
  const shown = posts.slice((page - 1) * 20, page * 20);
  return `<!doctype html>
<title>${escapeHtml(title)} – Repair café</title>
<main data-thread="${escapeHtml(JSON.stringify({ title, tags }))}">
  <h1>${escapeHtml(title)}</h1>
  <p>${tags.map((tag) => `<a href="/tags/${encodeURIComponent(tag)}">${escapeHtml(tag)}</a>`).join(' ')}</p>
  ${shown.map(renderPost).join('\n  ')}
  <a class="next" href="?page=${page + 1}">Older posts</a>
</main>
<script src="/forum.js"></script>
<script>
  startForum(${JSON.stringify({ title, page, authors: shown.map(({ author }) => author) })});
</script>`;
}

function renderPost({ author, role, website, text, votes }: Post): string {
  const badge = ['admin', 'mender'].includes(role) ? role : 'member';
  const width = Math.min(100, Math.max(0, Number(votes) || 0));
  return `<article class="post ${badge}">
    <img src="/portrait.svg" alt=${escapeHtml(author)}>
    <h2>${escapeHtml(author)}</h2>
    <div class="votes" style="width: ${width}%"></div>
    <p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>
    <footer>
      <a href="${escapeHtml(website)}" rel="nofollow">Website</a>
    </footer>
  </article>`;
}

/** In the browser, when the server tells how many posts are new. */
export function showNew(badge: { innerHTML: string }, count: number): void {
  const rounded = Math.min(99, Math.trunc(count) || 0);
  badge.innerHTML = rounded > 0 ? `<b>${rounded}</b> new` : '<i>All read</i>';
}

/** In the browser, when a member answers a post: its beginning, above the field for the answer. */
export function showQuoted(box: { innerHTML: string }, { author, text }: Post): void {
  const beginning = text.slice(0, 120).replace('<', '&lt;');
  box.innerHTML = `<cite>${escapeHtml(author)}</cite> <q>${beginning}…</q>`;
}
