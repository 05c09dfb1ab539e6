/** Who asks for passkeys: this site under the name that the browser has it by. */
import type { Caller } from '../session/caller.ts';

export interface RelyingParty {
  readonly origin: string;
  /** A passkey belongs to this name: it is of no use to any other site. */
  readonly id: string;
}

/** The host has compared Origin with our own origins; a program that sends none gets the page's. */
export function relyingParty({ request }: Pick<Caller, 'request'>): RelyingParty {
  const { origin, hostname } = new URL(request.headers.get('origin') ?? request.url);
  return { origin, id: hostname };
}
