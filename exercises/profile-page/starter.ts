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
    <title>${name} – Harbour Runners</title>
    <meta name="description" content='${motto}'>
    <link rel="stylesheet" href="/club.css">
  </head>
  <body>
    <nav><a href="/members">All members</a></nav>
    <main data-team=${team}>
      <img src="/images/portrait.png" alt="Portrait of ${name}">
      <h1>${name}</h1>
      <p class="motto">${motto}</p>
      <p class="season">${runs} runs this season, for team ${team}</p>
      ${renderWebsite(website)}
      <p class="bio">${renderLines(bio)}</p>
    </main>
  </body>
</html>`;
}

function renderWebsite(website: string): string {
  if (website === '') return '';
  return `<p class="website"><a href="${website}" rel="nofollow">${website}</a></p>`;
}

function renderLines(text: string): string {
  return text.replaceAll('\n', '<br>');
}
