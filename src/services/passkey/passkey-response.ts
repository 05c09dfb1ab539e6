/** What the endpoints for passkeys answer. */
import { problemResponse } from '../problem/problem-response.ts';
import type { NewPasskeyOptions, PasskeyAnswer } from './new-passkey.ts';
import type { UseOptions } from './use-passkey.ts';

/** Options or "done" as they are, and what is wrong as a problem whose detail is for people. */
export function passkeyResponse(answer: PasskeyAnswer | NewPasskeyOptions | UseOptions): Response {
  switch (answer.outcome) {
    case 'done':
      return Response.json({ done: true });
    case 'options':
      return Response.json(answer.options);
    case 'wrong':
      return problemResponse({
        name: 'form-wrong',
        detail: answer.why,
        ...(answer.field && { problems: [answer.field] }),
      });
    case 'wait': {
      const minutes = Math.ceil(answer.seconds / 60);
      return problemResponse({
        name: 'too-many-tries',
        detail: `Try again in ${minutes} min.`,
        retryAfterSeconds: answer.seconds,
      });
    }
  }
}
