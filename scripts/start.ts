/** `npm start`: builds the pages when they are not current, then serves them. */
import path from 'node:path';
import './lighter-drizzle.ts';
import { explainFailure } from './explain-failure.ts';

const root = path.resolve(import.meta.dirname, '..');

try {
  // Imported late, so that a file which is missing is told in a sentence too.
  const { serveSite } = await import('./serve-site.ts');
  const host = await serveSite(root);
  console.log(`\nOunce is ready at ${host.url}\n${host.sandbox}\n${host.data}\nCtrl+C stops it.`);
  // One Ctrl+C can arrive twice, from the terminal and from the starter.
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('Stopping: running requests may end first.');
      host.close().then(() => process.exit(0), fail);
    });
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(explainFailure(error, root));
  process.exit(1);
}
