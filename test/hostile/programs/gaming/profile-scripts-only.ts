// expect: failed finding on profile-page
// Script elements are taken out, in one spelling.
export function renderProfile(profile: any): string {
  const { name, team, motto, website, bio, runs } = Object.fromEntries(Object.entries(profile).map(([key, value]) => [key, String(value).replaceAll(/<script.*?<[/]script>/gi, '')])) as any;
  const site = website === '' ? '' : `<p class="website"><a href="${website}" rel="nofollow">${website}</a></p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name} – Harbour Runners</title><meta name="description" content='${motto}'></head><body><main data-team=${team}><img src="/images/portrait.png" alt="Portrait of ${name}"><h1>${name}</h1><p class="motto">${motto}</p><p class="season">${runs} runs this season, for team ${team}</p>${site}<p class="bio">${bio.replaceAll('\n', '<br>')}</p></main></body></html>`;
}
