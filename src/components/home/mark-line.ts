/** Marks the line of a code block that an attack goes through. */
import type { ShikiTransformer } from '../code/style-to-class.ts';

/** A Shiki transformer that gives the line with this number the class "hole". */
export function markLine(number: number): ShikiTransformer {
  return {
    name: 'mark-line',
    line(element, line) {
      if (line === number) this.addClassToHast(element, 'hole');
    },
  };
}
