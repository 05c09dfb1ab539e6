/** Builds what is stale and starts the server, telling a mistake that can be seen beforehand beforehand. */
import { detectIsolation, refusalOf } from '@ounce/sandbox';
import { readConfig } from '../src/config.ts';
import { startHost, type Host } from '../src/host.ts';
import { buildSite } from './build-site.ts';
import { portProblem } from './port-problem.ts';
import { noNodeFor, nodeRunsOunce } from './starter/node-version.js';
import { SetUpError } from './starter/set-up-error.js';
import { step } from './starter/step.js';

export async function serveSite(root: string): Promise<Host> {
  if (!nodeRunsOunce(process.version)) {
    throw new SetUpError(noNodeFor(process.version, `${process.platform}-${process.arch}`));
  }
  const config = readConfig(process.env);
  const problem = await portProblem(config.port, config.host);
  if (problem !== undefined) throw new SetUpError(problem);
  if (config.sandbox === 'strict' && config.graderUrls === undefined) await refuseWeakSandbox();
  await buildSite(root);
  return step('Starting the database and the grader', () => startHost(config));
}

async function refuseWeakSandbox(): Promise<void> {
  const isolation = await detectIsolation();
  if (isolation.level !== 'strong') throw new SetUpError(refusalOf(isolation));
}
