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

/** Task 1: gives back orders of other customers. */
export async function readOrders(me: Me): Promise<unknown> {
  return send(me, 'GET', `/orders?item=${encodeURIComponent('chain')}`);
}

/** Task 2: gives back the key of another customer. */
export async function readKey(me: Me): Promise<unknown> {
  return send(me, 'GET', `/orders?item=${encodeURIComponent('lamp')}`);
}

/** Task 3: raises the customer's own credit. */
export async function raiseCredit(me: Me): Promise<void> {
  await send(me, 'PUT', '/settings', { language: 'pt-BR' });
}

/** Task 4: gives back the code with which the manager's password can be changed. */
export async function readCode(me: Me): Promise<unknown> {
  return send(me, 'GET', `/report?sort=${encodeURIComponent('total')}`);
}
