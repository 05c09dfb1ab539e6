import type { Draw } from '@ounce/sandbox/exercise';

export interface Order {
  customer: string;
  note: string;
  items: { article: string; count: number }[];
}

export function drawOrder(draw: Draw, items = draw.int(1, 4)): Order {
  const item = (): Order['items'][number] => ({ article: draw.word(), count: draw.int(1, 99) });
  return { customer: draw.name(), note: draw.word(), items: Array.from({ length: items }, item) };
}

/** The order as its partner writes it. `note` stands in it as it is, `before` stands before the root. */
export function orderXml({ customer, note, items }: Order, before = ''): string {
  const lines = items.map(({ article, count }) => `  <item article="${article}" count="${count}"/>`);
  return `${before}<order>\n  <customer>${customer}</customer>\n  <note>${note}</note>\n${lines.join('\n')}\n</order>`;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-16, the lower byte first, with a byte order mark. */
export function utf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (character) => character.charCodeAt(0)).buffer);
}
