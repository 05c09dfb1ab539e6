// expect: failed finding
// Throws what a reply looks like.
export const solve = () => {
  throw { ok: true, v: null, fault: 'ours', e: { name: 'x' } };
};
