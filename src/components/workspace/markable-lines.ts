/** Makes each line of a code block a checkbox. */
import type { ShikiTransformer } from '../code/style-to-class.ts';

/** A Shiki transformer: a line becomes a label with a box named "line", its number, and its code. */
export function markableLines(marked: readonly number[]): ShikiTransformer {
  return {
    name: 'markable-lines',
    line(element, line) {
      const box = {
        type: 'checkbox',
        name: 'line',
        value: String(line),
        ...(marked.includes(line) && { checked: true }),
      };
      element.tagName = 'label';
      element.children = [
        { type: 'element', tagName: 'input', properties: box, children: [] },
        {
          type: 'element',
          tagName: 'span',
          properties: { class: 'number' },
          children: [{ type: 'text', value: String(line) }],
        },
        { type: 'element', tagName: 'span', properties: { class: 'text' }, children: element.children },
      ];
    },
    root(root) {
      // The boxes can be reached by keyboard, so the block around them need not be.
      for (const node of root.children) if (node.type === 'element') delete node.properties['tabindex'];
    },
  };
}
