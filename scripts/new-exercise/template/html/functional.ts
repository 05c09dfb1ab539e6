import type { Check, Draw, Seen, Stage } from '@ounce/sandbox/exercise';

interface Entry {
  author: string;
  text: string;
  website: string;
}

export default [
  {
    id: 'author',
    task: 1,
    title: 'The author stands in the heading',
    feedback: 'The h2 of an entry shows the name of its author.',
    holds: (stage) => shows(stage, drawEntry(stage.draw), 'author', (page, html) => html.elements(page, 'h2')[0]?.text),
  },
  {
    id: 'text',
    task: 1,
    title: 'The text stands in the paragraph',
    feedback: 'The p of an entry shows its text.',
    holds: (stage) => shows(stage, drawEntry(stage.draw), 'text', (page, html) => html.elements(page, 'p')[0]?.text),
  },
  {
    id: 'attribute',
    task: 1,
    title: 'The author stands in the attribute of the article',
    feedback: 'The script that filters the guest book reads the author from data-author.',
    holds: (stage) =>
      shows(
        stage,
        drawEntry(stage.draw),
        'author',
        (page, html) => html.elements(page, 'article')[0]?.attributes['data-author'],
      ),
  },
  {
    id: 'website',
    task: 1,
    title: 'The link leads to the website',
    feedback: 'An address that begins with https:// or http:// is the target of the link, with its query.',
    holds: async (stage) => {
      for (const scheme of ['https', 'http']) {
        const entry = {
          ...drawEntry(stage.draw),
          website: `${scheme}://${stage.draw.word()}.example/a?b=1&c=${stage.draw.int(1, 99)}#d`,
        };
        const seen = await shows(
          stage,
          entry,
          'website',
          (page, html) => html.elements(page, 'a', { class: 'website' })[0]?.attributes['href'],
        );
        if (seen !== true) return seen;
      }
      return true;
    },
  },
  {
    id: 'signs',
    task: 1,
    title: 'Signs in the author and the text are shown as typed',
    feedback: 'Letters of any language, quotes in a text, and signs such as & + < are part of what people write.',
    holds: async (stage) => {
      const { draw } = stage;
      const entry = {
        ...drawEntry(draw),
        author: `Zoë & ${draw.name()} (李)`,
        text: `"${draw.int(1, 4)} < 5", it’s 100 % + 1`,
      };
      const author = await shows(stage, entry, 'author', (page, html) => html.elements(page, 'h2')[0]?.text);
      return author === true ? shows(stage, entry, 'text', (page, html) => html.elements(page, 'p')[0]?.text) : author;
    },
  },
] satisfies Check<'html'>[];

function drawEntry(draw: Draw): Entry {
  return { author: draw.name(), text: `${draw.word()} ${draw.word()}!`, website: `https://${draw.word()}.example/` };
}

type Reader = (page: string, html: Stage<'html'>['html']) => string | undefined;

async function shows(
  { app, html }: Stage<'html'>,
  entry: Entry,
  field: keyof Entry,
  read: Reader,
): Promise<true | Seen> {
  const { status, body } = await app.request('showEntry', { method: 'POST', url: '/entries', body: entry });
  const seen = read(body, html);
  if (status === 200 && seen === entry[field]) return true;
  return {
    payload: `POST /entries ${JSON.stringify(entry)}`,
    observed: `The status was ${status}, and there stands ${JSON.stringify(seen)}, not ${JSON.stringify(entry[field])}.`,
  };
}
