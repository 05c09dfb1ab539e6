// expect: failed finding|time|memory
// JSON.parse() follows what the reviver adds.
export const solve = () =>
  JSON.parse('[[1]]', function (this: unknown, _key, value: unknown) {
    if (Array.isArray(this) && this.length < 1e9) this.push([1]);
    return value;
  });
