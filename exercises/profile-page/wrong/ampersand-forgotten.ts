/** What a member filled in. The settings form posts JSON, which is stored as it came. */
export interface Profile {
  name: string;
  team: string;
  motto: string;
  /** Empty when there is none. */
  website: string;
  /** Several lines. */
  bio: string;
  /** Runs in this season. */
  runs: number;
}

/** The HTML text of a member's page, which everybody can open. */
export function renderProfile(profile: Profile): string {
  const name = escapeHtml(profile.name);
  const team = escapeHtml(profile.team);
  const motto = escapeHtml(profile.motto);
  const runs = escapeHtml(profile.runs);

  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${name} – Harbour Runners</title>
    <meta name="description" content="${motto}">
    <link rel="stylesheet" href="/club.css">
  </head>
  <body>
    <nav><a href="/members">All members</a></nav>
    <main data-team="${team}">
      <img src="/images/portrait.png" alt="Portrait of ${name}">
      <h1>${name}</h1>
      <p class="motto">${motto}</p>
      <p class="season">${runs} runs this season, for team ${team}</p>
      ${renderWebsite(profile.website)}
      <p class="bio">${renderLines(profile.bio)}</p>
    </main>
  </body>
</html>`;
}

function escapeHtml(value: unknown): string {
  return String(value)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function renderWebsite(website: string): string {
  const url = URL.parse(website);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return '';
  // The address as it was parsed, so that what was checked is what the browser gets.
  const href = escapeHtml(url.href);
  return `<p class="website"><a href="${href}" rel="nofollow">${href}</a></p>`;
}

function renderLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}
