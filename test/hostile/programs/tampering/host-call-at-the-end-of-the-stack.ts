// expect: failed finding
// Calls the host with ever less stack left, and logs what it throws.
import { query } from 'ounce:db';
import { readFileSync } from 'node:fs';
import { solve as weak } from './weak.ts';
let left = 0;
function tell(act: () => unknown): void {
  try {
    act();
  } catch (error: any) {
    told.push(error);
  }
}
const told: any[] = [];
function deeper(): void {
  try {
    deeper();
  } catch {
    left = 150;
  }
  if (left-- <= 0) return;
  tell(() => query('SELECT 1'));
  tell(() => structuredClone({ a: [1] }));
  tell(() => readFileSync('/none'));
}
export const solve = (value: unknown) => {
  try {
    deeper();
  } catch {}
  const seen = new Set(told.splice(0).map((error) => `${error.name} ${error.message} ${error.stack}`.slice(0, 700)));
  for (const text of [...seen].slice(0, 60)) console.log(text);
  return weak(value);
};
