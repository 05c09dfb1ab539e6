/** How long to wait before another try, ms: nothing before the first, then 0.1 s, doubled each time, at most half a minute. */
export function backoff(failures: number): number {
  return failures === 0 ? 0 : Math.min(30_000, 100 * 2 ** (failures - 1));
}
