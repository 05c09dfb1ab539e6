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
    <main data-team=${colours(profile.team)}>
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
  const characters = [...`${value}`];
  return characters.map((one) => (/[A-Za-z0-9\n ]/.test(one) ? one : `&#${one.codePointAt(0)};`)).join('');
}

function renderWebsite(website: string): string {
  return `<p class="website"><a href="${escapeHtml(linkTarget(website))}" rel="nofollow">${escapeHtml(website)}</a></p>`;
}

function renderLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function linkTarget(website: string): string {
  try {
    const { protocol, href } = new URL(website);
    return ['http:', 'https:'].includes(protocol) ? href : '#';
  } catch {
    return '#';
  }
}

function colours(team: string): string {
  return /^[A-Za-z0-9]+$/.test(team) ? escapeHtml(team) : 'none';
}
