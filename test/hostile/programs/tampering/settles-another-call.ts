// expect: failed finding
// Keeps the first call’s resolver and uses it during later ones.
const kept: ((value: unknown) => void)[] = [];
export const solve = () => {
  for (const ok of kept) ok(null);
  return new Promise((ok) => {
    kept.push(ok);
    setTimeout(ok, 1);
  });
};
