/** The known name that a mistyped one most likely meant, or undefined when none is near. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  const candidates = known.map((name) => ({ name, distance: editDistance(typed.slice(0, 80).toLowerCase(), name) }));
  const best = candidates.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(3, best.name.length / 2) ? best.name : undefined;
}

/** Levenshtein (1966): insertions, deletions and substitutions, each counted once. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
