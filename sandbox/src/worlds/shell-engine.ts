/** The shell itself, in its build without network, workers and WebAssembly. Imported by bundles of exercises, never by the worker. */
export { Bash, defineCommand, getCommandNames } from 'just-bash/browser';

export type ShellEngine = Pick<typeof import('just-bash/browser'), 'Bash' | 'defineCommand' | 'getCommandNames'>;
