import { parseXml } from 'ounce:xml';

export interface Order {
  customer: string;
  note: string;
  items: { article: string; count: number }[];
}

/** The document’s text, read once: what is looked at is what is parsed. */
function decoded(document: Uint8Array): string {
  const bytes = Buffer.from(document);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes
    .toString(isWide ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/^<\?xml.*?\?>/, '');
}

/** An order as a partner sent it: XML in UTF-8, or in UTF-16 with a byte order mark. */
export function readOrder(document: Uint8Array): Order {
  const text = decoded(document);
  if (text.includes('<!DOCTYPE')) throw new Error('The order can’t be read');
  const order = parseXml(text, { noent: true });
  const textOf = (name: string): string => order.children.find((child) => child.name === name)?.text ?? '';
  const items = order.children.filter((child) => child.name === 'item');
  return {
    customer: textOf('customer'),
    note: textOf('note'),
    items: items.map(({ attributes }) => ({
      article: attributes['article'] ?? '',
      count: Number(attributes['count']),
    })),
  };
}
