/** From libxml2's tree to plain data. */
import type * as Libxml2 from 'libxml2-wasm';
import { limits } from '../limits.ts';

/** An element as the learner's program gets it. Names carry their prefix: 'soap:Body'. */
export interface PlainElement {
  name: string;
  attributes: Record<string, string>;
  children: PlainElement[];
  /** The text that stands directly in it. A reference that was not put in stays as it is written: '&name;'. */
  text: string;
}

/** An element with all below it. `count` is told of every text's characters. Throws when there are more elements than can cross the border. */
export function plainElement(
  { XmlElement, XmlText, XmlCData, XmlEntityReference, XmlTreeNode }: typeof Libxml2,
  root: Libxml2.XmlElement,
  count: (characters: number) => void,
): PlainElement {
  let elements = 0;
  // The binding knows the way to the next node, and has left it out of processing instructions.
  const nextOf = (node: Libxml2.XmlTreeNode): Libxml2.XmlTreeNode | null =>
    Reflect.get(XmlTreeNode.prototype, 'next', node);
  const counted = (text: string): string => {
    count(text.length);
    return text;
  };
  const convert = (element: Libxml2.XmlElement): PlainElement => {
    if (++elements > limits.value.nodes) throw new Error(`The document has more than ${limits.value.nodes} elements`);
    const plain: PlainElement = { name: nameOf(element), attributes: {}, children: [], text: '' };
    // Object.defineProperty: an attribute named __proto__ must stay one.
    for (const attribute of element.attrs)
      Object.defineProperty(plain.attributes, nameOf(attribute), { value: counted(attribute.value), enumerable: true });
    for (let node = element.firstChild; node; node = nextOf(node)) {
      if (node instanceof XmlElement) plain.children.push(convert(node));
      else if (node instanceof XmlText || node instanceof XmlCData) plain.text += counted(node.content);
      else if (node instanceof XmlEntityReference) plain.text += `&${node.name};`;
    }
    return plain;
  };
  return convert(root);
}

function nameOf({ name, prefix }: Libxml2.XmlNamedNode): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}
