import type { App, Check, Seen } from '@ounce/sandbox/exercise';
import { drawOrder, orderXml, utf16, utf8, type Order } from './orders.ts';
import type { Scene } from './scene.ts';

export default [
  {
    id: 'order',
    task: 1,
    title: 'An order is read',
    feedback: 'The customer and the note are the texts of their elements; an item has an article and a count.',
    holds: ({ app, draw }) => reads(app, drawOrder(draw)),
  },
  {
    id: 'many-items',
    task: 1,
    title: 'All items of a long order are read, in their order',
    feedback: 'An order may have hundreds of items. They come back in the order in which they stand.',
    holds: ({ app, draw }) => reads(app, drawOrder(draw, draw.int(200, 300))),
  },
  {
    id: 'escaped-signs',
    task: 1,
    title: 'Escaped signs are what they stand for',
    feedback:
      'The references that are part of XML itself, such as &amp;amp; and &amp;#252;, are put in by every parser.',
    holds: ({ app, draw }) => {
      const [one, other] = [draw.word(), draw.word()];
      const order = drawOrder(draw);
      const written = orderXml({ ...order, note: `${one} &amp; ${other} &lt;3 &#252;` });
      return reads(app, { ...order, note: `${one} & ${other} <3 ü` }, utf8(written));
    },
  },
  {
    id: 'raw-text',
    task: 1,
    title: 'Text in CDATA is read as it stands',
    feedback: 'A note may be written as a CDATA section; its signs are text.',
    holds: ({ app, draw }) => {
      const order = { ...drawOrder(draw), note: `${draw.word()} < ${draw.int(2, 99)} & up` };
      return reads(app, order, utf8(orderXml({ ...order, note: `<![CDATA[${order.note}]]>` })));
    },
  },
  {
    id: 'other-alphabets',
    task: 1,
    title: 'Letters of all alphabets are kept',
    feedback: 'Names have accents and umlauts, and letters of every alphabet.',
    holds: ({ app, draw }) => reads(app, { ...drawOrder(draw), customer: `Žofie ${draw.name()} Österåse 李` }),
  },
  {
    id: 'utf-16',
    task: 1,
    title: 'An order in UTF-16 is read',
    feedback: 'Some partners send UTF-16, with the byte order mark before it.',
    holds: ({ app, draw }) => {
      const order = { ...drawOrder(draw), customer: `Łucja ${draw.name()}` };
      return reads(app, order, utf16(orderXml(order, '<?xml version="1.0" encoding="UTF-16"?>\n')));
    },
  },
] satisfies Check<'xml', Scene>[];

async function reads(app: App, order: Order, document = utf8(orderXml(order))): Promise<true | Seen> {
  const read = await app.call('readOrder', document);
  return (
    JSON.stringify(read) === JSON.stringify(order) || {
      payload: orderXml(order),
      observed: `It gave ${JSON.stringify(read)}.`,
    }
  );
}
