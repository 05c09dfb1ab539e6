/** What an authenticator app reads. */
import { encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { createTOTPKeyURI } from '@oslojs/otp';
import { renderSVG } from 'uqr';

/** A picture for its camera, and the same secret for typing, in groups of four. */
export function qrCode(handle: string, secret: Uint8Array): { svg: string; text: string } {
  const text = encodeBase32UpperCaseNoPadding(secret);
  const svg = renderSVG(createTOTPKeyURI('Ounce', handle, secret, 30, 6), { border: 1 });
  return { svg, text: text.replace(/(.{4})(?=.)/g, '$1 ') };
}
