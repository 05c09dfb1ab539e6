import type { Draw } from '@ounce/sandbox/exercise';

/** A booking that is right in every way. */
export function bookingOf(draw: Draw): {
  guest: string;
  room: string;
  from: string;
  nights: number;
  guests: number;
  code: string;
} {
  return {
    guest: draw.name(),
    room: draw.pick(['single', 'double', 'suite']),
    from: `2027-0${draw.int(1, 9)}-${draw.int(10, 28)}`,
    nights: draw.int(1, 30),
    guests: 1,
    code: draw.pick(['SPRING', 'AGAIN']),
  };
}
