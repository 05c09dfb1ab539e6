/**
 * Markup as plain data. The page without script (Tree.astro) and the page with it (build-tree.ts) show the same
 * trees, so the two can't drift apart. Texts are only ever text: what an attack sent is never read as markup.
 */
export interface Branch {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TreeNode[];
}

export type TreeNode = Branch | string;

/** A part that may be left out. */
type Part = TreeNode | false | undefined | readonly Part[];

/** An element; a tag may carry classes: "p.lead". */
export function branch(
  tag: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly Part[]
): Branch {
  const [name = 'div', ...classes] = tag.split('.');
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const all = classes.length > 0 ? [['class', classes.join(' ')] as const, ...given] : given;
  return { tag: name, attributes: Object.fromEntries(all), children: flat(children) };
}

function flat(parts: readonly Part[]): TreeNode[] {
  return parts.flatMap((part) => {
    if (part === false || part === undefined) return [];
    return Array.isArray(part) ? flat(part as readonly Part[]) : [part as TreeNode];
  });
}
