/** What was found as markup: the page without script and the one with it show the same. */
import type { Found, Segment } from '../../domain/search.ts';
import { branch, type Branch, type TreeNode } from '../tree/tree.ts';

/** A sentence on how much was found, then the pages. */
export function resultsTree(query: string, found: readonly Found[]): Branch {
  const count = found.length === 0 ? 'Nothing' : found.length === 1 ? 'One page' : `${found.length} pages`;
  return branch(
    'div',
    {},
    branch('p.count', { role: 'status' }, `${count} found for “${query}”.`),
    found.length === 0 &&
      branch(
        'p',
        {},
        'Other words may do: the name of a weakness such as “injection”, a function such as “readFile”, or a CWE number.',
      ),
    branch('ol', {}, found.map(foundTree)),
  );
}

function foundTree({ href, kind, title, excerpt }: Found): Branch {
  return branch(
    'li',
    {},
    branch('p.kind', {}, kind === 'exercise' ? 'Exercise' : 'Lesson'),
    branch('h2', {}, branch('a', { href }, title.map(segmentTree))),
    branch('p', {}, excerpt.map(segmentTree)),
  );
}

function segmentTree({ text, hit }: Segment): TreeNode {
  return hit ? branch('mark', {}, text) : text;
}
