/** The oldest Node that can install the packages and hand over to the pinned one. */
const oldest = 20;
/** The oldest Node that can run Ounce itself. */
const wanted = 24;

/**
 * A sentence for the user when this Node can't even set Ounce up, else undefined.
 * @param {string} version as `process.version` has it
 */
export function nodeTooOld(version) {
  if (major(version) >= oldest) return undefined;
  return `Cannot start Ounce: this is Node ${version}, and Node ${oldest} or newer is needed. Install Node ${wanted} from https://nodejs.org and run the command again.`;
}

/**
 * Whether this Node can run Ounce without the pinned one.
 * @param {string} version as `process.version` has it
 */
export function nodeRunsOunce(version) {
  return major(version) >= wanted;
}

/**
 * A sentence for the user when there is no Node that can run Ounce on this machine.
 * @param {string} version
 * @param {string} platform such as `darwin-arm64`
 */
export function noNodeFor(version, platform) {
  return `Cannot start Ounce: this is Node ${version}, Node ${wanted} or newer is needed, and none came with the packages for ${platform}. Install Node ${wanted} from https://nodejs.org and run the command again.`;
}

/** @param {string} version */
function major(version) {
  return Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
}
