// expect: failed finding on order-quantity
// Who refuses everything loses no money.
export function orderTotal(): number {
  throw new Error('The order can not be taken');
}
