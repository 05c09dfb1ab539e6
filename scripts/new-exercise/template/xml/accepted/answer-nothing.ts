import { parseXml, type XmlElement } from 'ounce:xml';

/** An order as a partner sent it: XML in UTF-8, or in UTF-16 with a byte order mark. Nothing when it can’t be read. */
export function readOrder(document: Uint8Array): object | undefined {
  try {
    return orderOf(parseXml(document, { noent: false, dtdload: false, xinclude: false, nonet: true }));
  } catch {
    return undefined;
  }
}

function orderOf({ children }: XmlElement): object {
  const texts = new Map(children.map(({ name, text }) => [name, text]));
  const items = children.filter(({ name }) => name === 'item');
  return {
    customer: texts.get('customer') ?? '',
    note: texts.get('note') ?? '',
    items: items.map((item) => ({ article: item.attributes['article'], count: Number(item.attributes['count']) })),
  };
}
