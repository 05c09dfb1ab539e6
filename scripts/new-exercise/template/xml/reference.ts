import { parseXml } from 'ounce:xml';

export interface Order {
  customer: string;
  note: string;
  items: { article: string; count: number }[];
}

/** An order as a partner sent it: XML in UTF-8, or in UTF-16 with a byte order mark. */
export function readOrder(document: Uint8Array): Order {
  const order = parseXml(document);
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
