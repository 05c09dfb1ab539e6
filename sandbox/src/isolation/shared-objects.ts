/** The libraries that Node itself has loaded: a process of the same Node needs these files and no folder of them. */
import path from 'node:path';

let found: readonly string[] | undefined;

/** Absolute paths, of this very process. */
export function sharedObjects(): readonly string[] {
  return (found ??= readReport());
}

function readReport(): readonly string[] {
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const before = report.excludeNetwork;
  // Otherwise the report would look up the names of whoever is connected.
  report.excludeNetwork = true;
  const { sharedObjects: names } = report.getReport() as unknown as { sharedObjects: string[] };
  report.excludeNetwork = before;
  return names.filter((name) => path.isAbsolute(name) && !name.endsWith('.node'));
}
