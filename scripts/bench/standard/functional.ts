import type { Check, Stage } from '@ounce/sandbox/exercise';
import { bookingOf } from './bookings.ts';

const feedback = 'It is only measured.';

function check(id: string, title: string, holds: (stage: Stage) => Promise<boolean>): Check {
  const seen = { observed: 'It is not so.' };
  return { id, task: 1, title, feedback, holds: async (stage) => (await holds(stage)) || seen };
}

export default [
  check('parses', 'A booking is read', async ({ app, draw }) => {
    const booking = bookingOf(draw);
    const parsed = (await app.call('parseBooking', JSON.stringify(booking))) as typeof booking;
    return parsed.guest === booking.guest && parsed.nights === booking.nights;
  }),
  check('trims', 'Blanks around a name are taken off', async ({ app, draw }) => {
    const booking = bookingOf(draw);
    const text = JSON.stringify({ ...booking, guest: `  ${booking.guest} ` });
    return ((await app.call('parseBooking', text)) as typeof booking).guest === booking.guest;
  }),
  check('without-code', 'A booking needs no code', async ({ app, draw }) => {
    const booking = { ...bookingOf(draw), code: undefined };
    return ((await app.call('parseBooking', JSON.stringify(booking))) as { code: unknown }).code === null;
  }),
  check('leap-day', 'A leap day is a day', async ({ app, draw }) => {
    const text = JSON.stringify({ ...bookingOf(draw), from: '2028-02-29' });
    return ((await app.call('parseBooking', text)) as { from: string }).from === '2028-02-29';
  }),
  check('price', 'Nights are multiplied by the price', async ({ app, draw }) => {
    const nights = draw.int(1, 30);
    return (await app.call('priceOf', { ...bookingOf(draw), room: 'single', nights, code: null })) === nights * 9_000;
  }),
  check('discount', 'A code lowers the price', async ({ app, draw }) => {
    const nights = draw.int(1, 30);
    return (
      (await app.call('priceOf', { ...bookingOf(draw), room: 'single', nights, code: 'STAFF' })) === nights * 6_750
    );
  }),
  check('unknown-code', 'An unknown code changes nothing', async ({ app, draw }) => {
    const booking = { ...bookingOf(draw), room: 'double', nights: 2, code: draw.word() };
    return (await app.call('priceOf', booking)) === 29_000;
  }),
  check('confirms', 'The page names the guest', async ({ app, draw }) => {
    const booking = bookingOf(draw);
    return String(await app.call('confirmation', booking)).includes(`Thank you, ${booking.guest}`);
  }),
  check('csv', 'There is a row for each booking', async ({ app, draw }) => {
    const bookings = Array.from({ length: draw.int(3, 9) }, () => bookingOf(draw));
    return String(await app.call('toCsv', bookings)).split('\n').length === bookings.length + 1;
  }),
  check('next', 'A page of the site is kept', async ({ app, draw }) => {
    const next = `/${draw.word()}/${draw.word()}`;
    return (await app.call('nextPage', next)) === next;
  }),
] satisfies readonly Check[];
