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

  const products = new Map(catalogue.map((product) => [product.sku, product]));
  const refused = lines.filter(({ sku, quantity }) => {
    const product = products.get(sku);
    const holds =
      product !== undefined &&
      typeof quantity === 'number' &&
      quantity % 1 === 0 &&
      quantity > 0 &&
      quantity <= product.stock;
    return !holds;
  });
  if (refused.length > 0) throw new Error(`These lines can't be taken: ${refused.map(({ sku }) => sku).join(', ')}`);

  return lines.reduce((total, { sku, quantity }) => total + products.get(sku)!.price * quantity, 0);
}
