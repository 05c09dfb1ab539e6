import type { APIRoute } from 'astro';
import { isProven } from '../../domain/proof.ts';
import { exportAccount } from '../../services/account/export-account.ts';
import { visitorOf } from '../../services/session/visitor-of.ts';

export const prerender = false;

/** Everything that is kept of the account, as a file. */
export const POST: APIRoute = (context) => {
  const visitor = visitorOf(context);
  if (!isProven(visitor)) return context.redirect('/prove?next=/account', 303);
  const body = streamOf(exportAccount(context, visitor));
  const headers = {
    'Content-Type': 'application/json',
    'Content-Disposition': 'attachment; filename="ounce-account.json"',
  };
  return new Response(body, { headers });
};

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
