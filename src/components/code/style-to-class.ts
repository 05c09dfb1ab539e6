/** Shiki writes colours as style attributes, which a strict Content-Security-Policy refuses: classes instead. */
import type { AstroUserConfig } from 'astro';

type ShikiConfig = NonNullable<NonNullable<AstroUserConfig['markdown']>['shikiConfig']>;

/** What Shiki calls on each code block. */
export type ShikiTransformer = NonNullable<ShikiConfig['transformers']>[number];

/** Names that authors use for languages whose grammar goes by another. */
export const codeLanguages: Record<string, string> = {
  text: 'plaintext',
  js: 'javascript',
  ts: 'typescript',
  sh: 'shellscript',
};

const classes: Readonly<Record<string, string>> = {
  constant: 'tc',
  string: 'ts',
  comment: 'tm',
  keyword: 'tk',
  parameter: 'tp',
  function: 'tf',
  'string-expression': 'ts',
  punctuation: 'tu',
  link: 'tl',
};

/** A Shiki transformer for the theme "css-variables". */
export function styleToClass(): ShikiTransformer {
  return {
    name: 'style-to-class',
    root(root) {
      for (const node of root.children) if (node.type === 'element') convert(node);
    },
  };
}

type ShikiElement = Parameters<NonNullable<ShikiTransformer['span']>>[0];

function convert(element: ShikiElement): void {
  const style = element.properties['style'];
  delete element.properties['style'];
  const token = typeof style === 'string' ? /--astro-code-token-([a-z-]+)/.exec(style)?.[1] : undefined;
  const name = token && classes[token];
  if (name) element.properties['class'] = name;
  element.children = merged(
    element.children.map((child) =>
      child.type === 'element' && isPlain(child) ? (child.children[0] ?? child) : child,
    ),
  );
  for (const child of element.children) if (child.type === 'element') convert(child);
}

// Most of a program is punctuation and names in the text's own colour: those need no element.
function isPlain(element: ShikiElement): boolean {
  const style = String(element.properties['style'] ?? '');
  return (
    element.tagName === 'span' &&
    element.children.length === 1 &&
    element.children[0]?.type === 'text' &&
    style.includes('--astro-code-foreground')
  );
}

function merged(children: ShikiElement['children']): ShikiElement['children'] {
  const result: ShikiElement['children'] = [];
  for (const child of children) {
    const last = result.at(-1);
    if (child.type === 'text' && last?.type === 'text') last.value += child.value;
    else result.push(child);
  }
  return result;
}
