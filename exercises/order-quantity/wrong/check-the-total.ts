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
  for (const line of lines) {
    const product = catalogue.find((candidate) => candidate.sku === line.sku);
    if (!product) throw new Error(`There is no product ${line.sku}`);
    if (typeof line.quantity !== 'number' || line.quantity % 1 !== 0 || line.quantity === 0)
      throw new Error('A quantity is a whole number');
    if (line.quantity > product.stock) throw new Error(`Only ${product.stock} pieces of ${line.sku} are left`);
    total += product.price * line.quantity;
  }
  if (total <= 0) throw new Error('The total must be positive');
  return total;
}
