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

  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${name} – Harbour Runners</title>
          <meta name="description" content="${motto}" />
          <link rel="stylesheet" href="/club.css" />
        </head>
        <body>
          <nav><a href="/members">All members</a></nav>
          <main data-team="${team}">
            <img src="/images/portrait.png" alt="Portrait of ${name}" />
            <h1>${name}</h1>
            <p class="motto">${motto}</p>
            <p class="season">${runs} runs this season, for team ${team}</p>
            ${renderWebsite(website)}
            <p class="bio">${renderLines(bio)}</p>
          </main>
        </body>
      </html>`,
  );
}

function renderWebsite(website: string): SafeHtml | string {
  if (!/^https?:$/.test(URL.parse(website)?.protocol ?? '')) return '';
  return html`<p class="website"><a href="${website}" rel="nofollow">${website}</a></p>`;
}

function renderLines(text: string): SafeHtml {
  const lines = text.split('\n').map((line) => html`${line}`);
  return lines.reduce((before, line) => html`${before}<br />${line}`);
}

class SafeHtml {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What stands in the template is markup; every value is text, unless it was made here. No JSON can be a SafeHtml. */
function html(parts: TemplateStringsArray, ...values: unknown[]): SafeHtml {
  const escaped = values.map((value) => (value instanceof SafeHtml ? String(value) : escape(String(value))));
  return new SafeHtml(String.raw({ raw: parts }, ...escaped));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
