// expect: failed finding on profile-page
// Puts everything where browsers without script look, and a policy before it.
export function renderProfile({ name, team, motto, website, bio, runs }: any): string {
  return `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${name} – Harbour Runners</title></head><body><textarea>${name}</textarea><noscript><h1>${name}</h1><p class="motto">${motto}</p><p class="season">${runs} runs this season, for team ${team}</p><p class="website"><a href="${website}">${website}</a></p><p class="bio">${bio}</p></noscript></body></html>`;
}
