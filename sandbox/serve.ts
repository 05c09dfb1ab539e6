/** `node sandbox/serve.ts`: the grader as a service of its own. `--help` tells its options. */
import { GraderError } from './src/grader.ts';
import { readServeOptions, serveHelp } from './src/service/options.ts';
import { serve } from './src/service/serve.ts';
import { ServeError } from './src/service/serve-error.ts';
import { TokenError } from './src/service/token.ts';

try {
  const options = await readServeOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(serveHelp);
  else await serveUntilStopped(options);
} catch (error) {
  const expected = [ServeError, TokenError, GraderError].some((known) => error instanceof known);
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
}

async function serveUntilStopped(options: Parameters<typeof serve>[0]): Promise<void> {
  const serving = await serve(options);
  console.log(serving.sandbox);
  console.log(`The grader is ready at ${serving.url} (${serving.about})`);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      console.log('Stopping: submissions that were taken are finished first.');
      void serving.end().then(() => process.exit(0));
    });
  }
}
