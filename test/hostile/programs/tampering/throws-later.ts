// expect: failed finding
// A timer throws while another call waits.
export const solve = async () => {
  setTimeout(() => {
    throw { message: 'later' };
  }, 1);
  await new Promise((ok) => setTimeout(ok, 5));
  return null;
};
