import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';

export default [
  {
    id: 'page',
    task: 1,
    title: 'A page of the site comes back',
    feedback: 'A path that begins with one slash is a page of this site, however many parts it has.',
    holds: (stage) => leadsTo(stage, [`/${stage.draw.word()}`, `/orders/${stage.draw.int(1, 9_999)}/items/`]),
  },
  {
    id: 'front-page',
    task: 1,
    title: 'No page means the front page',
    feedback: 'An empty text and a single slash both mean the front page of this site.',
    holds: async (stage) => {
      const empty = await leadsTo(stage, [''], '/');
      return empty === true ? leadsTo(stage, ['/']) : empty;
    },
  },
  {
    id: 'query-and-fragment',
    task: 1,
    title: 'A page keeps its query and its fragment',
    feedback: 'What follows the question mark and the # belongs to the page that was asked for.',
    holds: (stage) =>
      leadsTo(stage, [`/search?q=${stage.draw.word()}&page=${stage.draw.int(2, 9)}#${stage.draw.word()}`]),
  },
  {
    id: 'address-in-the-query',
    task: 1,
    title: 'Another address may stand in the query',
    feedback: 'An address in the query is a value for that page. The browser does not go there.',
    holds: (stage) =>
      leadsTo(stage, [`/share?link=https://${stage.draw.word()}.example/`, '/share?link=//other.example']),
  },
  {
    id: 'signs-in-the-path',
    task: 1,
    title: 'Signs in the path are kept',
    feedback: 'A colon, an @, two slashes further on and percent-encoded characters are all allowed in a path.',
    holds: (stage) => leadsTo(stage, [`/people/@${stage.draw.word()}`, '/tags/a:b', '/files//b', '/caf%C3%A9%2Fmenu']),
  },
] satisfies Check[];

/** Whether the browser ends at the pages that were asked for. */
async function leadsTo({ app }: Stage, asked: readonly string[], wanted?: string): Promise<true | Seen> {
  for (const next of asked) {
    const page = await app.call('nextPage', next);
    const expected = new URL(wanted ?? next, 'https://shop.example/sign-in').href;
    const reached = typeof page === 'string' ? URL.parse(page, 'https://shop.example/sign-in')?.href : undefined;
    if (reached !== expected) {
      return {
        payload: `nextPage(${JSON.stringify(next)})`,
        observed: `It gave ${JSON.stringify(page)}; the browser should get to ${expected}.`,
      };
    }
  }
  return true;
}
