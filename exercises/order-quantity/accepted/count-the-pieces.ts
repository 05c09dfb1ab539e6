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

  let total = 0;
  for (const { sku, quantity } of lines) {
    const product = catalogue.find((candidate) => candidate.sku === sku);
    if (!product) throw new Error(`There is no product ${sku}`);
    // The text of a quantity has one form only, without sign, point, exponent or leading zero.
    const isQuantity = typeof quantity === 'number' && /^[1-9][0-9]{0,5}$/.test(String(quantity));
    if (!isQuantity || quantity > product.stock) throw new TypeError(`Cannot take the quantity of ${sku}`);
    total += product.price * quantity;
  }
  return total;
}
