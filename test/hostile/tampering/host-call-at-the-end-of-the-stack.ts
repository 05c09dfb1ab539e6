// expect: failed finding
// Calls the host with ever less stack left, and logs what it throws.
import { query } from 'ounce:db';
import { solve as weak } from './weak.ts';
function deeper(): void {
  try {
    deeper();
  } catch {}
  try {
    query('SELECT 1');
    structuredClone({ a: [1] });
  } catch (error: any) {
    console.log(error.name, error.message, error.stack);
  }
}
export const solve = (value: unknown) => {
  deeper();
  return weak(value);
};
