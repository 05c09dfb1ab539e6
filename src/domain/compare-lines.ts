/** Two texts side by side as one list of lines, as a diff shows them. */
import { diffLines } from 'diff';

export type ComparedLine =
  | {
      readonly kind: 'same' | 'added' | 'removed';
      readonly text: string;
      readonly before: number | undefined;
      readonly after: number | undefined;
    }
  /** Lines that are the same and far from any change. */
  | { readonly kind: 'gap'; readonly lines: number };

/** Compares line by line; stretches of equal lines are cut to `context` lines around each change. */
export function compareLines(before: string, after: string, context = 3): ComparedLine[] {
  const lines = numbered(before, after);
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some((line) => line.kind !== 'same'),
  );
  const shown: ComparedLine[] = [];
  let hidden = 0;
  for (const [at, line] of lines.entries()) {
    if (!near[at]) {
      hidden += 1;
      continue;
    }
    if (hidden > 0) shown.push({ kind: 'gap', lines: hidden });
    hidden = 0;
    shown.push(line);
  }
  if (hidden > 0) shown.push({ kind: 'gap', lines: hidden });
  return shown;
}

/** Whether there is any difference to show. */
export function isChanged(lines: readonly ComparedLine[]): boolean {
  return lines.some((line) => line.kind === 'added' || line.kind === 'removed');
}

function numbered(before: string, after: string): Exclude<ComparedLine, { kind: 'gap' }>[] {
  let left = 0;
  let right = 0;
  return diffLines(ended(before), ended(after)).flatMap(({ added, removed, value }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({
        kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        text,
        before: added ? undefined : ++left,
        after: removed ? undefined : ++right,
      })),
  );
}

// Otherwise a missing line end at the end of one text shows as a change of its last line.
function ended(text: string): string {
  const unix = text.replace(/\r\n?/g, '\n');
  return unix === '' || unix.endsWith('\n') ? unix : `${unix}\n`;
}
