/** Answers to exercises of kind spot and review: from the fields of their form to answer.json, the same with script and without. */

/** The fields of a form, as sent. */
export type Fields = Pick<URLSearchParams, 'get' | 'getAll'>;

export interface SpotAnswer {
  readonly lines: readonly number[];
  readonly weakness: string;
}

export interface ReviewAnswer {
  readonly patches: Readonly<Record<string, { readonly holds: boolean | null; readonly input: string }>>;
}

/** `line` once for each marked line, and `weakness`. */
export function spotAnswer(fields: Fields): SpotAnswer {
  const lines = fields.getAll('line').map(Number).filter(Number.isInteger);
  return { lines: [...new Set(lines)].sort((a, b) => a - b), weakness: fields.get('weakness') ?? '' };
}

/** `holds:<patch>`, yes or no, and `input:<patch>` for each patch. */
export function reviewAnswer(fields: Fields, patches: readonly string[]): ReviewAnswer {
  const opinions = patches.toSorted().map((name) => {
    const holds = { yes: true, no: false }[fields.get(`holds:${name}`) ?? ''] ?? null;
    const input = (fields.get(`input:${name}`) ?? '').replace(/\r\n/g, '\n');
    return [name, { holds, input }] as const;
  });
  return { patches: Object.fromEntries(opinions) };
}

/** An answer.json as an answer, whatever is missing filled in; undefined when it is none. */
export function readAnswerText(text: string): { spot: SpotAnswer; review: ReviewAnswer } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { lines, weakness, patches } = value as Record<string, unknown>;
  return {
    spot: {
      lines: Array.isArray(lines) ? lines.filter((line): line is number => Number.isInteger(line)) : [],
      weakness: typeof weakness === 'string' ? weakness : '',
    },
    review: { patches: opinionsOf(patches) },
  };
}

function opinionsOf(patches: unknown): ReviewAnswer['patches'] {
  if (typeof patches !== 'object' || patches === null) return {};
  const opinions = Object.entries(patches).map(([name, value]: [string, unknown]) => {
    const { holds, input } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const said = typeof holds === 'boolean' ? holds : null;
    return [name, { holds: said, input: typeof input === 'string' ? input : '' }] as const;
  });
  return Object.fromEntries(opinions);
}

/** The one spelling of an answer, so that two that say the same are the same text. */
export function answerText(answer: SpotAnswer | ReviewAnswer): string {
  return JSON.stringify(answer);
}
