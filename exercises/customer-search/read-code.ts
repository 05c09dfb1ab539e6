/** Reading a code that is never shown, by questions that the list answers with its order or its length. */
import type { Seen } from '@ounce/sandbox/exercise';
import type { Scene } from './scene.ts';
import { callText, idsOf, lastStatement, type Attack } from './seen.ts';

/** True and false for the answers of a list to a test, undefined when it is no answer. */
type Answer = (ids: readonly unknown[], scene: Scene) => boolean | undefined;

export const byLength: Answer = (ids) => ids.length > 0;

/** By id or by spent, upwards or downwards; or cut off after one row or after more. */
export const byOrder: Answer = (ids, { customers }) => {
  if (ids.length > 0 && ids.length < customers.length) return ids.length > 1;
  const bySpent = [...customers].sort((a, b) => a.spent - b.spent);
  for (const order of [customers, bySpent].map((list) => list.map(({ id }) => id))) {
    if (order.join() === ids.join()) return true;
    if (order.reverse().join() === ids.join()) return false;
  }
  return undefined;
};

const characters = 4;
const digits = [...'0123456789abcdef'];

/** A test in SQL: whether a character of the manager's code comes before another. It needs no quotes. */
export function testOf({ scene }: Attack, position = 1, below = '8'): string {
  const code = `SELECT unicode(substr(code, ${position}, 1)) FROM staff WHERE id = ${scene.staff[0]!.id}`;
  return `(${code}) < ${below.charCodeAt(0)}`;
}

/** Reads the first characters of the manager's code, one question a call, and says so when they are right. */
export async function readCode(
  stage: Attack,
  values: (test: string) => readonly unknown[],
  answer: Answer,
): Promise<false | Seen> {
  let payload = '';
  const ask = async (test: string): Promise<boolean | undefined> => {
    payload = callText('searchCustomers', values(test));
    return answer(idsOf(await stage.app.attempt('searchCustomers', ...values(test))), stage.scene);
  };
  // A list that is the same for both answers nothing.
  if ((await ask('1 = 1')) !== true || (await ask('1 = 0')) !== false) return false;

  let code = '';
  let questions = 0;
  for (let position = 1; position <= characters; position++) {
    let [low, high] = [0, digits.length];
    for (; high - low > 1; questions++) {
      const middle = (low + high) >> 1;
      if (await ask(testOf(stage, position, digits[middle]))) high = middle;
      else low = middle;
    }
    code += digits[low]!;
  }
  const { code: secret, name } = stage.scene.staff[0]!;
  if (!secret.startsWith(code)) return false;
  const known = `After ${questions} questions the first ${characters} characters of the code of ${name} were known: ${code}.`;
  return { payload, observed: `${lastStatement(stage)} ${known}` };
}
