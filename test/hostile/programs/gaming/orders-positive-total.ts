// expect: failed finding on order-quantity
// Only the total is looked at: what is not positive is refused.
export function orderTotal(lines: any[], catalogue: any[]): number {
  if (lines.length === 0) throw new Error('The order is empty');
  let total = 0;
  for (const line of lines) {
    const product = catalogue.find((candidate) => candidate.sku === line.sku);
    if (!product || line.quantity > product.stock) throw new Error('It can not be taken');
    total += product.price * line.quantity;
  }
  if (!(total > 0)) throw new Error('The total is not positive');
  return total;
}
