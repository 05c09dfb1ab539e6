import { request } from 'ounce:client';

interface Me {
  name: string;
  key: string;
}

async function send(me: Me, method: string, url: string, body?: unknown): Promise<any> {
  const response = await request({ method, url, headers: { 'x-key': me.key }, body });
  return response.status === 200 ? JSON.parse(response.body) : `${response.status} ${response.body}`;
}

const search = (me: Me, item: string): Promise<any> => send(me, 'GET', `/orders?item=${encodeURIComponent(item)}`);
const report = (me: Me, sort: string): Promise<any> => send(me, 'GET', `/report?sort=${encodeURIComponent(sort)}`);

/** Everything that can be asked for in SQL can be had through the order of two lines, character by character. */
async function spell(me: Me, select: string, length = 16): Promise<string> {
  let text = '';
  while (text.length < length) {
    let candidates = [...'0123456789abcdef'];
    while (candidates.length > 1) {
      const half = candidates.slice(0, candidates.length / 2);
      const list = half.map((digit) => `'${text}${digit}'`).join(',');
      const rows = await report(
        me,
        `iif((${select}) LIKE '${text}%' AND substr((${select}), 1, ${text.length + 1}) IN (${list}), 1, -1) * sum(total)`,
      );
      candidates = rows[0].total < rows[1].total ? half : candidates.slice(half.length);
    }
    text += candidates[0];
  }
  return text;
}

export const readOrders = (me: Me): Promise<string> =>
  spell(me, `SELECT reference FROM orders JOIN customers ON customers.id = customer WHERE key <> '${me.key}' LIMIT 1`);

export const readKey = (me: Me): Promise<string> => spell(me, `SELECT key FROM customers WHERE key <> '${me.key}'`);

export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: `'',credit=credit+1,language='` });
}

export const readCode = (me: Me): Promise<string> =>
  spell(me, 'SELECT reset_code FROM staff WHERE reset_code IS NOT NULL');
