// expect: failed finding
// A proxy that throws at whatever is asked of it.
export const solve = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
