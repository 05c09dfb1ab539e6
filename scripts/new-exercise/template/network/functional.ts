import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';
import { oddNames, type Scene } from './scene.ts';

export default [
  {
    id: 'title',
    task: 1,
    title: 'The title of a page comes back',
    feedback: 'A link to a page with a title gives that title, with http and with https.',
    holds: async ({ app, draw, scene }) => {
      const [first, second] = draw.shuffle(['http', 'https']);
      const seen = await says(app, `${first}://${scene.site}/`, scene.title);
      return seen === true ? says(app, `${second}://${scene.site}/`, scene.title) : seen;
    },
  },
  {
    id: 'whole-address',
    task: 1,
    title: 'Path and query of the link are asked for as they are',
    feedback: 'The page is the one at the whole address: path, query and what is percent-encoded in them.',
    holds: ({ app, draw, scene }) => {
      const path = `/${draw.word()}/a%20b?q=${draw.int(10, 99)}&to=127.0.0.1`;
      return says(app, `https://${scene.site}${path}`, `${scene.title} ${path}`);
    },
  },
  {
    id: 'no-title',
    task: 1,
    title: 'A page without a title gives its link',
    feedback: 'Where no title stands on the page, the link stands for it as it was given.',
    holds: ({ app, scene }) => says(app, `https://${scene.site}/bare`, `https://${scene.site}/bare`),
  },
  {
    id: 'redirects',
    task: 1,
    title: 'Redirects are followed, to other sites and to paths',
    feedback: 'A site that has moved answers with a redirect, and there may be more than one on the way.',
    holds: async ({ app, draw, scene }) => {
      const path = `/${draw.word()}`;
      const seen = await says(app, `http://${scene.moved}${path}`, `${scene.title} ${path}`);
      return seen === true ? says(app, `http://${scene.moved}/start`, `${scene.title} /end`) : seen;
    },
  },
  {
    id: 'odd-names',
    task: 1,
    title: 'A name may begin like an address',
    feedback: 'What a name looks like tells nothing about where it leads: these lead to public sites.',
    holds: async ({ app, draw, scene, network }) => {
      for (const name of oddNames(draw)) {
        const title = draw.word();
        const address = draw.pick(scene.outside);
        network.name(name, address);
        network.service(address, () => ({ body: `<title>${title}</title>` }));
        const seen = await says(app, `https://${name}/`, title);
        if (seen !== true) return seen;
      }
      return true;
    },
  },
  {
    id: 'several-addresses',
    task: 1,
    title: 'A site may have several addresses, and the first one may be down',
    feedback: 'Where nothing answers at the first address of a name, the next one is tried.',
    holds: ({ app, draw, scene, network }) => {
      const [down, up] = draw.shuffle(scene.outside) as [string, string];
      const name = `${draw.word()}.example`;
      network.name(name, [down, up]);
      network.service(up, () => ({ body: `<title>${scene.title}</title>` }));
      return says(app, `https://${name}/`, scene.title);
    },
  },
] satisfies Check<'network', Scene>[];

async function says(app: Stage['app'], link: string, expected: string): Promise<true | Seen> {
  const title = await app.call('titleOf', link);
  if (title === expected) return true;
  return {
    payload: `titleOf(${JSON.stringify(link)})`,
    observed: `It gave ${JSON.stringify(title)}; expected was ${JSON.stringify(expected)}.`,
  };
}
