/** `ounce doctor`: what shuts the sandbox in on this machine, each layer tried. */
import { parseArgs, styleText } from 'node:util';
import { detectIsolation } from '@ounce/sandbox';

export const doctorHelp = `ounce doctor [--json]

Tries each layer that shuts the learner's programs in, and prints which are active on this machine, what each
stops, and what to do about those that are missing.

  --json   one JSON document on standard output

Exit codes: 0 the strong layers are active · 1 they are not
`;

export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const { strong, layers } = await detectIsolation();
  if (values.json) {
    console.log(JSON.stringify({ version: 1, strong, layers }, null, 2));
    return strong ? 0 : 1;
  }
  const paint = (format: 'green' | 'yellow' | 'dim', text: string): string =>
    styleText(format, text, { stream: process.stdout });
  for (const { name, active, stops, why } of layers) {
    console.log(`${active ? paint('green', '✓ active ') : paint('yellow', '– missing')} ${name}`);
    console.log(paint('dim', `            ${active ? 'stops' : 'would stop'}: ${stops}`));
    if (why !== undefined) console.log(`            ${why}`);
  }
  console.log(
    `\n${strong ? 'Native code in a worker would be shut in.' : 'Native code in a worker would not be shut in: fine for one learner on their own machine, not for a public site.'}`,
  );
  return strong ? 0 : 1;
}
