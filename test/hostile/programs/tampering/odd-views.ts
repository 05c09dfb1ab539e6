// expect: failed finding
// Views of bytes that are no lists of bytes.
export const solve = () => [new DataView(new ArrayBuffer(8)), new Float64Array(3), new Float32Array([NaN, 1e300])];
