import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { encoded, root, type Published, type Scene } from './scene.ts';

export default [
  {
    id: 'front-page',
    task: 1,
    title: 'The address / shows index.html',
    feedback: 'The front page is the file index.html of the root, sent as text/html.',
    holds: ({ app, scene }) => allServed(app, [scene.index, { ...scene.index, address: '/index.html' }]),
  },
  {
    id: 'files-in-folders',
    task: 1,
    title: 'Files in folders are served, with the content type of their extension',
    feedback:
      'A published file comes back whole, from any depth of folders. Its content type goes by its extension, and is application/octet-stream for what is not in the table.',
    holds: ({ app, scene, draw }) => allServed(app, draw.shuffle([...scene.pages, ...scene.others])),
  },
  {
    id: 'short-addresses',
    task: 1,
    title: 'A short address, without .html, shows the page',
    feedback:
      'The addresses on printed leaflets leave .html out: where there is no such file, the one with .html is meant.',
    holds: ({ app, scene, draw }) => allServed(app, draw.shuffle(scene.pages).map(withoutExtension)),
  },
  {
    id: 'names-with-other-characters',
    task: 1,
    title: 'Names with spaces, umlauts and signs are served',
    feedback:
      'A browser percent-encodes a space, an umlaut, # or & in a name. The file is the one with the decoded name.',
    holds: ({ app, scene, draw }) =>
      allServed(app, draw.shuffle([...scene.spelled, ...scene.spelled.map(encodedLess)])),
  },
  {
    id: 'newsletter-links',
    task: 1,
    title: 'Addresses that the newsletter encoded a second time are served',
    feedback:
      'In the mails that are out, %20 is written %2520: these addresses have to be decoded twice to find the file.',
    holds: ({ app, scene, draw }) => allServed(app, draw.shuffle(scene.spelled).map(encodedAgain)),
  },
  {
    id: 'dots-in-names',
    task: 1,
    title: 'Names with two or three dots in them are served',
    feedback: 'Dots are ordinary characters in a name. Only a part of the path that is exactly .. leads upwards.',
    holds: ({ app, scene, draw }) => allServed(app, draw.shuffle(scene.dotted)),
  },
  {
    id: 'query',
    task: 1,
    title: 'A query does not matter',
    feedback: 'What follows the question mark is no part of the path, whatever stands in it.',
    holds: ({ app, scene, draw }) => {
      const queries = [`?v=${draw.int(1, 99)}`, `?from=../${draw.word()}`, `?next=//${draw.word()}/..%2f`];
      return allServed(app, queries.map((query) => ({ ...draw.pick(scene.others), query })).map(withQuery));
    },
  },
  {
    id: 'links-inside',
    task: 1,
    title: 'Links to published files are followed',
    feedback:
      'A link is fine as long as the file that it leads to, in the end, is below the root: leaflets/current is one of these.',
    holds: ({ app, scene, draw }) =>
      allServed(app, draw.shuffle([...scene.linked, ...scene.linked.map(withoutExtension)])),
  },
  {
    id: 'added-later',
    task: 1,
    title: 'A file that was added while the program runs is served',
    feedback: 'The wards add files at any time: what is published is what is on the disk when the request comes.',
    holds: async ({ app, draw, files }) => {
      const name = `/${draw.word()}/new ${draw.word()}-${draw.int(100, 999)}.html`;
      const page = { address: encoded(name), type: 'text/html', text: `<p>${draw.token()}` };
      files.write(root + name, page.text);
      return allServed(app, [page, withoutExtension(page)]);
    },
  },
  {
    id: 'nothing-there',
    task: 2,
    title: 'An address that leads to no published file gets a status from 400 to 499',
    feedback:
      'A missing file, a folder, a malformed address and a way out of the root all end in a clear refusal: an answer with a status from 400 to 499. A throw out of serveFile becomes a 500, and a way through the code without an answer leaves the browser waiting.',
    holds: async ({ app, scene, draw }) => {
      const missing = `${draw.word()}-${draw.token()}`;
      const malformed = [
        '/%',
        '/%zz',
        '/%2',
        '/a%00b.html',
        '/index.html%00',
        '/%2500.html',
        '/%25zz.html',
        '/%ff.html',
      ];
      const outside = [
        `/../${missing}.html`,
        `/..%2f${missing}.txt`,
        `//${missing}/a.html`,
        `/%252e%252e%252f${missing}`,
      ];
      const addresses = [
        `/${missing}.html`,
        `/leaflets/${missing}/index.html`,
        `/index.html/${missing}`,
        ...scene.nothing,
      ];
      for (const url of draw.shuffle([...addresses, ...malformed, ...outside])) {
        const { status, threw } = await app.request('serveFile', { url });
        if (status < 400 || status > 499) return { payload: `GET ${url}`, observed: statusText(status, threw) };
      }
      return true;
    },
  },
] satisfies Check<'files', Scene>[];

async function allServed(app: App, pages: readonly Published[]): Promise<true | Seen> {
  for (const page of pages) {
    const { status, headers, body, threw } = await app.request('serveFile', { url: page.address });
    const payload = `GET ${page.address}`;
    if (status !== 200) return { payload, observed: `${statusText(status, threw)} The file is there.` };
    if (body !== page.text)
      return { payload, observed: `The answer was ${show(body)}; the file holds ${show(page.text)}.` };
    const type = headers['content-type'] ?? '';
    if (!type.toLowerCase().startsWith(page.type)) {
      return { payload, observed: `The content type was ${show(type)}; ${page.type} was expected.` };
    }
  }
  return true;
}

function statusText(status: number, threw: string | undefined): string {
  if (status === 0) return 'There was no answer.';
  return `The answer had the status ${status}.${threw === undefined ? '' : ` The program threw: ${threw}.`}`;
}

function withoutExtension(page: Published): Published {
  return { ...page, address: page.address.replace(/\.html$/, '') };
}

function withQuery(page: Published & { query: string }): Published {
  return { ...page, address: page.address + page.query };
}

/** Some browsers and people encode only what they must: + and & may stand in a path as they are. */
function encodedLess(page: Published): Published {
  return { ...page, address: encodeURI(decodeURIComponent(page.address)).replaceAll('#', '%23') };
}

/** As `encoded`, once more: the newsletter leaves the slashes as they are. */
function encodedAgain(page: Published): Published {
  return { ...page, address: encoded(page.address) };
}

function show(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
