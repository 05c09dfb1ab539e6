/** Text of a program, made harmless for a terminal. */

/** Control characters but tab and line feed, separators that some terminals break lines at, and what turns the direction of a line. */
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text with escapes for what would steer a terminal. Its further lines are indented: no line of it looks like one of ours. */
export function plainText(text: string): string {
  return text.replace(steering, escaped).replaceAll('\n', `\n${' '.repeat(12)}`);
}

/** One JSON document that is the same to a parser, and steers no terminal. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(steering, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
