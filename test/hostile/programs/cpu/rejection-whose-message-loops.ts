// expect: failed time
// Nobody handles the rejection; whoever reports it reads the message.
export const solve = () => {
  void Promise.reject({
    get message() {
      for (;;);
    },
  });
  return 4;
};
