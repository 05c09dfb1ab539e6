// expect: failed load
// Converting it to a text throws itself.
class Odd { static [Symbol.toPrimitive]() { throw Odd; } static toString() { throw Odd; } }
throw Odd;
export const solve = () => 4;
