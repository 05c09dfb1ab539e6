/** A request's JSON body in the shape that an endpoint takes. */
import type { z } from 'zod';
import type { Problem } from '../../domain/problem.ts';
import { readJson } from '../json/read-json.ts';

export type Body<T> = { outcome: 'read'; value: T } | { outcome: 'problem'; problem: Problem };

/** The body, or what is wrong with it. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<Body<T>> {
  const sent = await readJson(request);
  if (sent.outcome === 'problem') return sent;
  const parsed = schema.safeParse(sent.value);
  if (parsed.success) return { outcome: 'read', value: parsed.data };
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`,
  );
  return {
    outcome: 'problem',
    problem: { name: 'request-wrong', detail: problems[0] ?? 'The body is wrong.', problems },
  };
}
