/** `ounce doctor`: what shuts the sandbox in on this machine, each layer tried. */
import os from 'node:os';
import { parseArgs, styleText } from 'node:util';
import { detectIsolation, harms, remainingHarms, type Harm, type Isolation, type Layer } from '@ounce/sandbox';
import { wrapped } from './wrapped.ts';

export const doctorHelp = `ounce doctor [--json]

Tries each layer that shuts the learner's programs in, and prints which are active on this machine, what each
stops, and what to do about those that are missing.

  --json   one JSON document on standard output

Exit codes: 0 the strong layers are active · 1 they are not
`;

export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const isolation = await detectIsolation();
  if (values.json) console.log(JSON.stringify(documentOf(isolation), null, 2));
  else process.stdout.write(page(isolation));
  return isolation.level === 'strong' ? 0 : 1;
}

function documentOf(isolation: Isolation): object {
  const { level, layers } = isolation;
  return { version: 1, strong: level === 'strong', level, layers, remains: remainingHarms(isolation) };
}

function page(isolation: Isolation): string {
  const [inner, outer] = [isolation.layers.filter(isInner), isolation.layers.filter((layer) => !isInner(layer))];
  return `${paint('bold', 'What shuts the learners’ programs in')}  ${paint('dim', machine())}

Around JavaScript
${inner.map(layerText).join('')}
Around native code, for a program that broke out of all that
${outer.map(layerText).join('')}
${summary(isolation)}
`;
}

function machine(): string {
  const user = process.getuid?.() === 0 ? 'as root' : 'not as root';
  return `${os.type()} ${os.release()}, ${process.arch}, Node ${process.versions.node}, ${user}`;
}

function isInner({ id }: Layer): boolean {
  return id === 'isolate' || id === 'jitless' || id === 'permissions';
}

function layerText({ name, state, stops, means, why, advice }: Layer): string {
  const mark = {
    active: paint('green', '✓ active  '),
    unneeded: paint('dim', '· unneeded'),
    missing: paint('yellow', '✗ missing '),
  }[state];
  const lines = {
    active: dimmed(meaning(means, stops, 'Shuts off')),
    unneeded: dimmed(`${upper(why ?? '')}.`),
    missing: [
      ...indented(`Why: ${why}.`),
      ...indented(`Do:  ${advice}`),
      ...dimmed(meaning(means, stops, 'Would shut off')),
    ],
  }[state];
  return [`  ${mark} ${paint('bold', name)}`, ...lines, ''].join('\n');
}

function meaning(means: string | undefined, stops: readonly Harm[], verb: string): string {
  const list = stops.map((harm) => harms[harm]).join(', ');
  return [means, stops.length > 0 && `${verb} ${list}.`].filter(Boolean).join(' ');
}

function summary(isolation: Isolation): string {
  const { level } = isolation;
  const remains = remainingHarms(isolation).map((harm) => harms[harm]);
  const verdict = {
    strong: paint('green', 'Strong: fit for a public site.'),
    weak: paint('yellow', 'Weak: fine for one learner on their own machine, not for a public site.'),
    none: paint(
      'yellow',
      'Nothing holds native code: fine for one learner on their own machine, not for a public site.',
    ),
  }[level];
  const rest =
    remains.length > 0
      ? `\n${wrapped(`Within reach of native code here: ${remains.join(', ')}.`, width()).join('\n')}`
      : '';
  return `${verdict}${rest}`;
}

const indent = ' '.repeat(13);

function indented(text: string): string[] {
  return wrapped(text, width() - indent.length).map((line, i) => `${indent}${i > 0 ? '     ' : ''}${line}`);
}

function dimmed(text: string): string[] {
  return wrapped(text, width() - indent.length).map((line) => `${indent}${paint('dim', line)}`);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function width(): number {
  return Math.min(process.stdout.columns ?? 100, 100);
}

function paint(format: 'green' | 'yellow' | 'dim' | 'bold', text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
