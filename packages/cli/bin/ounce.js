#!/usr/bin/env node
// Runs on an older Node as well, to say that it is too old.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `ounce needs Node 24 or newer, this is ${process.version}. In a clone, "npm exec -- ounce" uses the right one.`,
  );
  process.exit(2);
}
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
