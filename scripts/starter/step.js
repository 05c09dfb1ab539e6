/**
 * Does one step of set-up, with a line on standard error that says what is being done and how long it took.
 * @template T
 * @param {string} what "Installing the packages"
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function step(what, task) {
  const since = performance.now();
  process.stderr.write(`${what} … `);
  try {
    const result = await task();
    process.stderr.write(`${((performance.now() - since) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
}
