/**
 * What a learner's C may not say. The checks that the compiler puts into a program hold as long as the program can't
 * name them, turn them off, or get at memory past them: attributes, pragmas, assembler and the implementation's own
 * names (two underscores) are refused, in the source as it is written and in what the preprocessor makes of it.
 */

export interface Objection {
  message: string;
  line: number;
}

const directives = new Set(['include', 'define', 'undef', 'if', 'ifdef', 'ifndef', 'elif', 'else', 'endif', 'error']);

/** What is wrong with a file as it is written: its directives. `headers`: what may be included in <>; `own`: in "". */
export function objectionToSource(
  source: string,
  headers: readonly string[],
  own: readonly string[],
): Objection | undefined {
  const lines = withoutComments(source).split('\n');
  for (const [index, text] of lines.entries()) {
    const [, hash, name = '', rest = ''] = /^\s*(#|%:|\?\?=)\s*(\w*)(.*)$/.exec(text) ?? [];
    if (hash === undefined) continue;
    const line = index + 1;
    if (hash !== '#') return { message: `Directives are written with # here`, line };
    if (name === '' && rest.trim() === '') continue;
    if (!directives.has(name))
      return { message: `There is no #${name} here; there are #${[...directives].join(', #')}`, line };
    if (name !== 'include') continue;
    const [, angled, quoted] = /^\s*(?:<([^>]*)>|"([^"]*)")\s*$/.exec(rest) ?? [];
    const known = angled !== undefined ? headers.includes(angled) : quoted !== undefined && own.includes(quoted);
    if (!known)
      return { message: `Only these can be included: ${headers.map((header) => `<${header}>`).join(', ')}`, line };
  }
  return undefined;
}

/** Comments as blanks, and lines that a backslash continues as one, followed by as many empty ones. */
function withoutComments(source: string): string {
  return joinedLines(source).replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g,
    (piece) => (piece.startsWith('/') ? piece.replace(/[^\n]/g, ' ') : piece),
  );
}

function joinedLines(source: string): string {
  let text = '';
  let held = '';
  for (const line of source.split('\n')) {
    if (/\\[ \t\r]*$/.test(line)) {
      text += line.replace(/\\[ \t\r]*$/, '');
      held += '\n';
    } else {
      text += `${line}${held}\n`;
      held = '';
    }
  }
  return text + held;
}

const allowedNames = new Set([
  '__builtin_offsetof',
  '__func__',
  '_Bool',
  '_Static_assert',
  '_Noreturn',
  '_Generic',
  '_Alignof',
]);

/** What is wrong with a program once the preprocessor is done: its words. Lines are those of the file that they stand in. */
export function objectionToWords(preprocessed: string): (Objection & { file: string }) | undefined {
  let line = 0;
  let file = '';
  let before = '';
  for (const text of preprocessed.split('\n')) {
    const marker = /^# (\d+) "([^"]*)"/.exec(text);
    if (marker) {
      line = Number(marker[1]);
      file = marker[2]!;
      continue;
    }
    const message = text.trimStart().startsWith('#') ? 'Pragmas are not allowed here' : objectionTo(text, before);
    if (message !== undefined) return { message, line, file };
    if (text.trim() !== '') before = text;
    line++;
  }
  return undefined;
}

function objectionTo(text: string, before: string): string | undefined {
  const plain = text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  for (const [name] of plain.matchAll(/[A-Za-z_$\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*/gu)) {
    if ((name.startsWith('__') || /^_[A-Z]/.test(name)) && !allowedNames.has(name))
      return `The name "${name.slice(0, 60)}" belongs to the compiler, and can't be used here`;
  }
  const opens = /(?:\[|<:)\s*(?:\[|<:)/;
  const acrossLines = /(?:\[|<:)\s*$/.test(before) && /^\s*(?:\[|<:)/.test(plain);
  return opens.test(plain) || acrossLines ? 'Attributes are not allowed here' : undefined;
}
