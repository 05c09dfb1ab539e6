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
  const { name, team, motto, website, bio, runs } = profile;

  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${text(name)} – Harbour Runners</title>
    <meta name="description" content='${attribute(motto)}'>
    <link rel="stylesheet" href="/club.css">
  </head>
  <body>
    <nav><a href="/members">All members</a></nav>
    <main data-team="${attribute(team)}">
      <img src="/images/portrait.png" alt="Portrait of ${attribute(name)}">
      <h1>${text(name)}</h1>
      <p class="motto">${text(motto)}</p>
      <p class="season">${text(runs)} runs this season, for team ${text(team)}</p>
      ${renderWebsite(website)}
      <p class="bio">${renderLines(bio)}</p>
    </main>
  </body>
</html>`;
}

function renderWebsite(website: string): string {
  if (!['http:', 'https:'].includes(URL.parse(website)?.protocol ?? '')) return '';
  return `<p class="website"><a href="${attribute(website)}" rel="nofollow">${text(website)}</a></p>`;
}

function renderLines(lines: string): string {
  return String(lines).split('\n').map(text).join('<br>');
}

const text = (value: unknown) => String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;');
const attribute = (value: unknown) =>
  String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&apos;');
