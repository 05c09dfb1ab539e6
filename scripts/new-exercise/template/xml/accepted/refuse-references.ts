import { parseXml, type XmlElement } from 'ounce:xml';

export interface Order {
  customer: string;
  note: string;
  items: { article: string; count: number }[];
}

/** Whether a reference was left in a text: its entity comes from the document, and nobody asked for it. */
function hasReference({ text, children }: XmlElement): boolean {
  return /^&[^;]+;$/.test(text) || children.some(hasReference);
}

/** An order as a partner sent it: XML in UTF-8, or in UTF-16 with a byte order mark. */
export function readOrder(document: Uint8Array): Order {
  const order = parseXml(document);
  if (hasReference(order)) throw new Error('The order has entities of its own');
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
