/** One address for one page. */

/**
 * Where a path with slashes at its end should have gone, or undefined when it is tidy. Only plain segments are
 * redirected: "//host/" and "/\\host/" would send the reader to another site.
 */
export function tidyPath(path: string): string | undefined {
  return /^(\/[\w.-]+)+\/+$/.test(path) ? path.replace(/\/+$/, '') : undefined;
}
