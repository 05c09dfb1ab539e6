// expect: failed memory|finding
// A buffer that can grow would hold more than is counted.
export const solve = () => {
  const buffer = new (ArrayBuffer as any)(1, { maxByteLength: 2 ** 31 });
  for (let size = 1; size < 2 ** 31; size *= 2) buffer.resize(size);
  return new Uint8Array(buffer).fill(1).length;
};
