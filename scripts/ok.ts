/** `npm run ok`: everything quick. */
import path from 'node:path';
import { quickChecks } from './quick-checks.ts';

const { failed } = await quickChecks(path.resolve(import.meta.dirname, '..'));
process.exitCode = failed === 0 ? 0 : 1;
