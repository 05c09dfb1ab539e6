export interface Booking {
  guest: string;
  room: Room;
  from: string;
  nights: number;
  guests: number;
  code: string | null;
}

type Room = 'single' | 'double' | 'suite';

const rooms: Readonly<Record<Room, { price: number; beds: number }>> = {
  single: { price: 9_000, beds: 1 },
  double: { price: 14_500, beds: 2 },
  suite: { price: 26_000, beds: 4 },
};

const codes = new Map([
  ['SPRING', 10],
  ['STAFF', 25],
  ['AGAIN', 5],
]);

const longestStay = 30;

/** What was sent as JSON, as a booking. Throws when it is none. */
export function parseBooking(text: string): Booking {
  if (text.length > 2_000) throw new Error('The booking is too long');
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('A booking is an object');
  const { guest, room, from, nights, guests, code } = value as Record<string, unknown>;
  if (typeof guest !== 'string' || guest.trim() === '' || guest.length > 80) throw new Error('The name is wrong');
  if (typeof room !== 'string' || !isRoom(room)) throw new Error('There is no such room');
  if (typeof from !== 'string' || !isDay(from)) throw new Error('The first night is no day');
  if (!isCount(nights, longestStay)) throw new Error(`A stay has 1 to ${longestStay} nights`);
  if (!isCount(guests, rooms[room].beds)) throw new Error('There are too few beds');
  if (code !== undefined && code !== null && typeof code !== 'string') throw new Error('The code is wrong');
  return { guest: guest.trim(), room, from, nights, guests, code: code ?? null };
}

function isRoom(name: string): name is Room {
  return Object.hasOwn(rooms, name);
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return date.toISOString().startsWith(text);
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

/** The price in cents, with the discount of a known code. */
export function priceOf(booking: Booking): number {
  const full = rooms[booking.room].price * booking.nights;
  const percent = booking.code === null ? 0 : (codes.get(booking.code) ?? 0);
  return full - Math.floor((full * percent) / 100);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** The page that confirms a booking. */
export function confirmation(booking: Booking): string {
  const { guest, room, from, nights } = booking;
  const price = (priceOf(booking) / 100).toFixed(2);
  const lines = [
    `<h1 title="${escapeHtml(guest)}">Thank you, ${escapeHtml(guest)}</h1>`,
    `<p>${nights} nights from ${escapeHtml(from)} in a ${escapeHtml(room)} room</p>`,
    `<p>${price}</p>`,
  ];
  return lines.join('\n');
}

function cell(value: string | number): string {
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** All bookings for a spreadsheet. */
export function toCsv(bookings: readonly Booking[]): string {
  const rows = bookings.map((booking) => [booking.guest, booking.room, booking.from, booking.nights, priceOf(booking)]);
  return [['guest', 'room', 'from', 'nights', 'price'], ...rows].map((row) => row.map(cell).join(',')).join('\n');
}

/** Where to go after signing in: a page of this site, or the first one. */
export function nextPage(next: string): string {
  return /^\/(?![/\\])[\w\-/]*$/.test(next) ? next : '/';
}
