/** What pages may know of an exercise before anyone opens it. */
export interface ExerciseFacts {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** The folder's name of the module that leads to it. */
  readonly module: string;
  readonly minutes: number;
  /** CWE ids, the main one first. */
  readonly weakness: readonly string[];
}

const kindWords: Readonly<Record<string, string>> = {
  fix: 'Fix',
  break: 'Break',
  test: 'Test',
  spot: 'Spot',
  review: 'Review',
};

/** The word for an exercise's kind, for cards and lists. */
export function kindWord(kind: string): string {
  return kindWords[kind] ?? kind;
}

/** The weaknesses by their ids, for cards and lists. An exercise that asks for the name tells none. */
export function weaknessText({ kind, weakness }: Pick<ExerciseFacts, 'kind' | 'weakness'>): string {
  return kind === 'spot' ? '' : weakness.join(', ');
}

/** Where the exercise is. */
export function exerciseHref(id: string): string {
  return `/exercises/${id}`;
}
