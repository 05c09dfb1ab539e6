import { query, run } from 'ounce:db';
import type { Request, Response } from 'ounce:http';

// customers: id, name, key, language, credit (in cents: what they may leave unpaid)
// orders:    id, customer, reference, item, total (in cents), status ('open', 'paid' or 'sent')
// staff:     id, name, role, reset_code (while a password is being changed, else NULL)

interface Customer {
  id: number;
  name: string;
}

/** The customers' portal. Each request carries the customer's key in the header x-key. */
export function handle(req: Request, res: Response): void {
  const [customer] = query<Customer>('SELECT id, name FROM customers WHERE key = ?', [req.get('x-key') ?? '']);
  if (!customer) {
    res.status(401).json({ error: 'There is no customer with this key' });
  } else if (req.method === 'GET' && req.path === '/orders') {
    res.json(findOrders(customer, req.query['item'] ?? ''));
  } else if (req.method === 'GET' && req.path === '/report') {
    res.json(reportOn(customer, req.query['sort'] ?? 'status'));
  } else if (req.method === 'PUT' && req.path === '/settings') {
    saveLanguage(customer, req.body.language);
    res.json({ saved: true });
  } else {
    res.sendStatus(404);
  }
}

/** The customer's orders with the text in their item. */
function findOrders(customer: Customer, item: string): Record<string, unknown>[] {
  return query(
    `SELECT reference, item, total, status FROM orders
      WHERE customer = ? AND item LIKE ? ESCAPE '\\'
      ORDER BY reference`,
    [customer.id, `%${item.replace(/[\\%_]/g, '\\$&')}%`],
  );
}

const columns = ['status', 'orders', 'total'];

/** How many orders there are in each status, and their value. */
function reportOn(customer: Customer, sort: string): Record<string, unknown>[] {
  const column = columns.find((name) => name === sort) ?? 'status';
  return query(
    `SELECT status, count(*) AS orders, sum(total) AS total FROM orders
      WHERE customer = ? GROUP BY status ORDER BY ${column}`,
    [customer.id],
  );
}

/** The language of invoices and letters, such as "en" or "pt-BR". */
function saveLanguage(customer: Customer, language: string): void {
  run('UPDATE customers SET language = ? WHERE id = ?', [String(language), customer.id]);
}
