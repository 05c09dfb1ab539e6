/** A tree as DOM nodes. */
import type { TreeNode } from './tree.ts';

const drawing = new Set(['svg', 'path', 'circle']);

/** Builds the nodes; texts become text nodes and nothing else. */
export function buildTree(node: TreeNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const element = drawing.has(node.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', node.tag)
    : document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, value);
  element.append(...node.children.map(buildTree));
  return element;
}
