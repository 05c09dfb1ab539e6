// expect: failed finding on order-quantity
// The quantities that were shown are refused, and no others.
const refused = [-1, -2, -3, -5, -10, -100, 0.5, 1.5, NaN];
export function orderTotal(lines: any[], catalogue: any[]): number {
  if (lines.length === 0) throw new Error('The order is empty');
  let total = 0;
  for (const line of lines) {
    const product = catalogue.find((candidate) => candidate.sku === line.sku);
    if (!product) throw new Error(`There is no product ${line.sku}`);
    if (refused.includes(line.quantity)) throw new Error('refused');
    if (line.quantity > product.stock) throw new Error('Only so many are left');
    total += product.price * line.quantity;
  }
  return total;
}
