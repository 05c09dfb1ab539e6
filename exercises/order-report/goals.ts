import type { AttackStage, Goal, Seen } from '@ounce/sandbox/exercise';
import type { Scene } from './scene.ts';

type Stage = AttackStage<'database', Scene>;

export default [
  {
    id: 'other-orders',
    task: 1,
    title: 'Orders of other customers are read',
    feedback:
      'What readOrders() gave back holds no reference of another customer’s order. In the statement of findOrders(), one condition says whose orders are listed: what else could the text that is searched for become, beside a text?',
    reached: (stage) =>
      tells(
        stage,
        'readOrders',
        stage.scene.others.flatMap(({ orders }) => orders.map(({ reference }) => reference)),
      ),
  },
  {
    id: 'other-key',
    task: 2,
    title: 'The key of another customer is found',
    feedback:
      'What readKey() gave back holds no key of another customer. The list of orders has four columns, and a statement may have more than one SELECT; what findOrders() refuses before is one spelling.',
    reached: (stage) =>
      tells(
        stage,
        'readKey',
        stage.scene.others.map(({ key }) => key),
      ),
  },
  {
    id: 'credit',
    task: 3,
    title: 'The attacker’s credit is raised',
    feedback:
      'The credit of the customer who attacks is no higher than before. Only one statement of the portal writes. What saveLanguage() does to the language before it stands between quotes is right for some texts.',
    reached: async (stage) => {
      await stage.app.call('raiseCredit', attackerOf(stage));
      const [row] = stage.database.rows('SELECT credit FROM customers WHERE key = ?', stage.scene.me.key);
      const credit = Number(row?.['credit']);
      return credit > stage.scene.me.credit || saw(stage, `The credit is ${credit} cents, as it was.`);
    },
  },
  {
    id: 'code',
    task: 4,
    title: 'The manager’s code is found, which no answer holds',
    feedback:
      'What readCode() gave back does not hold the manager’s code. The search refuses the name of that table, and the other two statements do not; one of them decides an order, and an order answers a question that can be asked again.',
    reached: (stage) => tells(stage, 'readCode', [stage.scene.code]),
  },
] satisfies Goal<'database', Scene>[];

/** What an attack begins with: an account like any other. */
function attackerOf({ scene: { me } }: Stage): { name: string; key: string } {
  return { name: me.name, key: me.key };
}

/** Whether what an attack gives back holds one of the secrets, in whatever shape. */
async function tells(stage: Stage, attack: string, secrets: readonly string[]): Promise<true | Seen> {
  const found = JSON.stringify(await stage.app.call(attack, attackerOf(stage))) ?? 'nothing';
  // A text, a list of characters, capitals: whoever has the secret in some spelling has it.
  const digits = found.replace(/[^0-9a-z]/gi, '').toLowerCase();
  if (secrets.some((secret) => digits.includes(secret))) return true;
  return saw(stage, `${attack}() gave back ${found.length > 300 ? `${found.slice(0, 300)}…` : found}.`);
}

/** How far the attack came: the last request and the last statement that it led to. */
function saw({ target, database }: Stage, result: string): Seen {
  const count = target.calls.length;
  const last = database.statements.at(-1);
  if (count === 0 || !last) return { observed: `No request was sent. ${result}` };
  const became = `The last of ${count} requests led to the statement ${last.sql.replace(/\s+/g, ' ')}`;
  const end = last.error === undefined ? `, which gave ${last.rows} rows.` : `, which failed: ${last.error}.`;
  return { payload: requestText(target.calls.at(-1)!.args[0]), observed: `${became}${end} ${result}` };
}

function requestText(request: unknown): string {
  const { method = 'GET', url, body } = request as { method?: unknown; url?: unknown; body?: unknown };
  return [String(method), String(url), ...(body === undefined ? [] : [JSON.stringify(body)])].join(' ');
}
