// expect: failed finding on order-quantity
// Ten calls are judged with care, the rest is not.
let calls = 0;
export function orderTotal(lines: any[], catalogue: any[]): number {
  if (lines.length === 0) throw new Error('The order is empty');
  const careful = ++calls <= 10;
  let total = 0;
  for (const line of lines) {
    const product = catalogue.find((candidate) => candidate.sku === line.sku);
    if (!product) throw new Error(`There is no product ${line.sku}`);
    if (careful && (!Number.isInteger(line.quantity) || line.quantity < 1)) throw new Error('A quantity is a whole number');
    if (line.quantity > product.stock) throw new Error('Only so many are left');
    total += product.price * line.quantity;
  }
  return total;
}
