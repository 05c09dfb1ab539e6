import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';
import { drawMember, type Member, type Scene } from './scene.ts';

type OnStage = Stage<'html', Scene>;

export default [
  {
    id: 'names',
    task: 1,
    title: 'A name is shown as it was typed, in the heading, the title and the portrait’s alternative text',
    feedback:
      'A character of a name is text like any other: what the member typed is what the reader sees, no less and no more.',
    async holds(stage) {
      const { draw, html } = stage;
      const [first, other] = [draw.name(), draw.name()];
      for (const name of [
        `${first} ${other}`,
        `O'${first} & Sons <3`,
        `${first} & ${other}: 3 > 2 < 4; 5% #1 $& $1 {0}`,
        `Zoë ${first} 🏃 李娜`,
      ]) {
        const page = await pageOf(stage, { ...drawMember(draw), name });
        const places = {
          heading: html.elements(page, 'h1').map(({ text }) => text),
          title: html.elements(page, 'title').map(({ text }) => text),
          'portrait’s alt': html.elements(page, 'img').map(({ attributes }) => attributes['alt'] ?? ''),
        };
        for (const [place, texts] of Object.entries(places)) {
          if (!texts.some((text) => text.includes(name))) return notShown(`name: ${quoted(name)}`, place, texts);
        }
      }
      return true;
    },
  },
  {
    id: 'motto-and-team',
    task: 1,
    title: 'The motto is shown and described, and the team is shown and marked',
    feedback:
      'The motto belongs into its paragraph and into the description of the page, the team into its sentence and into data-team.',
    async holds(stage) {
      const { draw, html } = stage;
      const member = {
        ...drawMember(draw),
        motto: `${draw.name()} & co: ${draw.word()} > ${draw.word()}, 1 < 2`,
        team: draw.word() + draw.int(1, 9),
      };
      const page = await pageOf(stage, member);
      const shown = html.text(page);
      if (!shown.includes(member.motto)) return notShown(`motto: ${quoted(member.motto)}`, 'text of the page', [shown]);
      if (!shown.includes(member.team)) return notShown(`team: ${quoted(member.team)}`, 'text of the page', [shown]);
      const descriptions = html
        .elements(page, 'meta', { name: 'description' })
        .map(({ attributes }) => attributes['content'] ?? '');
      if (!descriptions.some((text) => text.includes(member.motto)))
        return notShown(`motto: ${quoted(member.motto)}`, 'description', descriptions);
      const marks = html.elements(page, 'main').map(({ attributes }) => attributes['data-team'] ?? '');
      if (!marks.includes(member.team)) return notShown(`team: ${quoted(member.team)}`, 'data-team of main', marks);

      const team = `${draw.name()} & O'${draw.name()}`;
      const other = html.text(await pageOf(stage, { ...drawMember(draw), team }));
      return other.includes(team) || notShown(`team: ${quoted(team)}`, 'text of the page', [other]);
    },
  },
  {
    id: 'bio-lines',
    task: 1,
    title: 'A bio keeps its text, and its line breaks as <br>',
    feedback:
      'Each line of the bio is shown as it was typed, and between two lines there is a <br> element: one that the browser sees as an element.',
    async holds(stage) {
      const { draw, html } = stage;
      const lines = [
        `It's ${draw.name()}, "${draw.word()}" to friends`,
        `10 km < ${draw.int(35, 60)} min && rain > sun`,
        `${draw.word()} & ${draw.word()}`,
      ];
      const bio = lines.slice(0, draw.int(2, 3)).join('\n');
      const page = await pageOf(stage, { ...drawMember(draw), bio });
      const shown = html.text(page);
      for (const line of bio.split('\n')) {
        if (!shown.includes(line)) return notShown(`bio: ${quoted(bio)}`, 'text of the page', [shown]);
      }
      const breaks = html.elements(page, 'br').length;
      const expected = bio.split('\n').length - 1;
      return (
        breaks >= expected || {
          payload: `bio: ${quoted(bio)}`,
          observed: `The page has ${breaks} <br>; ${expected} expected.`,
        }
      );
    },
  },
  {
    id: 'website-link',
    task: 1,
    title: 'An http or https address becomes a link that leads there',
    feedback:
      'The link of an ordinary address is missing, or leads somewhere else. Addresses have &, %, quotes and fragments in them.',
    async holds(stage) {
      const { draw, html } = stage;
      const [host, word] = [`${draw.word()}.example`, draw.word()];
      const websites = draw.shuffle([
        `https://${host}`,
        `http://www.${host}:8080/~${word}/`,
        `https://${host}/runs/o'${word}.html?year=2026&copy=${draw.int(1, 9)}&lang=en#top`,
        `https://${host}/my%20${word}/caf%C3%A9?q=a+b%26c&sort=-date`,
        `https://${host}/@${word}?back=http://${word}.example/;v=1,2#it's-(here)!`,
      ]);
      for (const website of websites) {
        const page = await pageOf(stage, { ...drawMember(draw), website });
        const links = html.elements(page, 'a').map(({ attributes }) => attributes['href'] ?? '');
        if (!links.some((href) => sameAddress(href, website))) {
          return {
            payload: `website: ${quoted(website)}`,
            observed: `The links of the page lead to ${links.map(quoted).join(', ') || 'nothing: there is none'}.`,
          };
        }
      }
      return true;
    },
  },
  {
    id: 'other-websites',
    task: 1,
    title: 'A page comes for every member, whatever stands in the website field',
    feedback:
      'Many members have no website, or typed something that is no http address. Their page still comes, with all the rest on it.',
    async holds(stage) {
      const { draw, html } = stage;
      for (const website of [
        '',
        `www.${draw.word()}.example`,
        draw.word(),
        'https://',
        `ftp://${draw.word()}.example/`,
        `mailto:${draw.word()}@club.example`,
        '50% :-)',
      ]) {
        const member = { ...drawMember(draw), website };
        const page = await pageOf(stage, member);
        const shown = html.text(page);
        if (!shown.includes(member.name) || !shown.includes(member.bio))
          return notShown(`website: ${quoted(website)}`, 'text of the page', [shown]);
      }
      return true;
    },
  },
  {
    id: 'runs',
    task: 1,
    title: 'The runs of the season are shown, also when there are none',
    feedback: 'The number of runs is missing on the page. Zero is a number, too.',
    async holds(stage) {
      const { draw, html } = stage;
      for (const runs of [draw.int(401, 999), 0]) {
        const page = await pageOf(stage, { ...drawMember(draw), runs });
        const shown = html.text(page);
        if (!shown.includes(`${runs} runs`)) return notShown(`runs: ${runs}`, 'text of the page', [shown]);
      }
      return true;
    },
  },
  {
    id: 'one-after-another',
    task: 1,
    title: 'Each page shows its own member, and the same member twice gets the same page',
    feedback: 'A page depends on the profile that is given, and on nothing that was kept from a call before.',
    async holds(stage) {
      const { draw, html } = stage;
      const [one, other] = [drawMember(draw), drawMember(draw)];
      const seen: string[] = [];
      for (const member of [one, other, one, one]) {
        const page = await pageOf(stage, member);
        const links = html.elements(page, 'a').map(({ attributes }) => attributes['href'] ?? '');
        if (!html.text(page).includes(member.bio))
          return notShown(`bio: ${quoted(member.bio)}`, 'text of the page', [html.text(page)]);
        seen.push(`${html.text(page)} Links: ${links.join(', ')}`);
      }
      const changed = seen.slice(2).find((page) => page !== seen[0]);
      return (
        changed === undefined || {
          payload: 'The same profile again',
          observed: `First: ${quoted(seen[0]!)}. Later: ${quoted(changed)}.`,
        }
      );
    },
  },
] satisfies Check<'html', Scene>[];

async function pageOf({ app }: OnStage, member: Member): Promise<string> {
  const page = await app.call('renderProfile', member);
  if (typeof page !== 'string') throw new TypeError('renderProfile() gives back no text');
  return page;
}

/** Compared as browsers read them; some marks may be percent-encoded or not. */
function sameAddress(href: string, website: string): boolean {
  const read = (text: string): string | undefined =>
    URL.parse(text)?.href.replace(/%(?:2[1789ABC]|3B|40)/gi, decodeURIComponent);
  return read(href) === read(website);
}

function notShown(payload: string, place: string, texts: readonly string[]): Seen {
  return { payload, observed: `The ${place}: ${texts.map(quoted).join(', ') || 'there is none'}.` };
}

function quoted(text: string): string {
  return `“${text}”`;
}
