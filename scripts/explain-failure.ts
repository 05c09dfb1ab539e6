/** Says in a sentence why a start failed, where the reason is known. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The text for the terminal: a sentence for a failure that the user can mend, a stack for any other. */
export function explainFailure(error: unknown, root: string): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return surprise(error);
  if (error.code === 'ENOENT' && 'path' in error) return missing(String(error.path), root);
  if (error.code === 'ERR_MODULE_NOT_FOUND') return missingModule(error, root);
  // Errors of our own have a code of several words and say themselves what to do.
  return /^(?!ERR_)[A-Z]+(?:_[A-Z]+)+$/.test(error.code) ? error.message : surprise(error);
}

function missingModule(error: Error, root: string): string {
  if ('url' in error && typeof error.url === 'string' && error.url.startsWith('file:')) {
    return missing(fileURLToPath(error.url), root);
  }
  const name = /'([^']+)'/.exec(error.message)?.[1] ?? 'one';
  return `Cannot start: the package ${name} is missing. Install the packages again with \`npm ci\`.`;
}

function missing(file: string, root: string): string {
  const name = path.relative(root, file).replaceAll(path.sep, '/');
  if (name.startsWith('..') || path.isAbsolute(name)) return `Cannot start: ${file} is missing.`;
  if (name.startsWith('node_modules/'))
    return `Cannot start: ${name} is missing. Install the packages again with \`npm ci\`.`;
  return `Cannot start: ${name} is missing. Get it back with \`git checkout -- ${name}\`.`;
}

function surprise(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
