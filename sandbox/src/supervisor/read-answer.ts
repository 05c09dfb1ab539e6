/** The learner's answer.json as data, or the fault that it gets. */
import type { z } from 'zod';
import type { Fault } from '../verdict.ts';

/** Parses by a schema; what is wrong is said with its place in the answer. */
export function readAnswer<T>(
  files: Readonly<Record<string, string>>,
  schema: z.ZodType<T>,
): { answer: T } | { fault: Fault } {
  const file = 'answer.json';
  let value: unknown;
  try {
    value = JSON.parse(files[file] ?? '');
  } catch (error) {
    return { fault: { code: 'syntax', message: `answer.json is no JSON: ${(error as Error).message}`, file } };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { answer: parsed.data };
  const [issue] = parsed.error.issues;
  const message = `answer.json, ${issue!.path.map(String).join('.') || 'as a whole'}: ${issue!.message}`;
  return { fault: { code: 'syntax', message: message.slice(0, 2_000), file } };
}
