export interface OrderLine {
  sku: string;
  quantity: number;
}

/** Prices in cents and pieces in stock: filled from the shop's catalogue with each request. */
export interface Product {
  sku: string;
  price: number;
  stock: number;
}

/**
 * Adds up an order as it came in the body of a request: its JSON was parsed, and that is all that was done to it.
 * Throws when the order can't be taken.
 */
export function orderTotal(lines: OrderLine[], catalogue: Product[]): number {
  if (lines.length === 0) throw new Error('The order is empty');
  return lines
    .map((line) => parseLine(line, catalogue))
    .reduce((total, { product, quantity }) => total + product.price * quantity, 0);
}

/** What comes out of here is known to be an order line; nothing else is looked at afterwards. */
function parseLine(line: unknown, catalogue: Product[]): { product: Product; quantity: number } {
  const { sku, quantity } = line as Record<string, unknown>;
  const product = catalogue.find((candidate) => candidate.sku === sku);
  if (!product) throw new Error(`There is no product ${String(sku)}`);
  return { product, quantity: parseQuantity(quantity, product.stock) };
}

function parseQuantity(value: unknown, stock: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && 1 <= value && value <= stock) return value;
  throw new RangeError(`A quantity is a whole number from 1 to ${stock}`);
}
