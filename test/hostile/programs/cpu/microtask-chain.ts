// expect: failed time
// Every microtask queues the next one.
export function solve() {
  const again = () => queueMicrotask(again);
  again();
  return 4;
}
