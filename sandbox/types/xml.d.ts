/** XML, parsed by libxml2. */
declare module 'ounce:xml' {
  /** An element. Names carry their prefix: 'soap:Body'. */
  export interface XmlElement {
    name: string;
    attributes: Record<string, string>;
    /** The elements in it, in order. */
    children: XmlElement[];
    /** The text that stands directly in it. A reference to an entity that was not put in stays as it is written: '&name;'. */
    text: string;
  }
  /** What libxml2 is to do beyond reading the document itself. All are off unless set. */
  export interface XmlOptions {
    /** Put the text of entities in the place of their references; those that stand elsewhere are loaded for it. */
    noent?: boolean;
    /** Load the external part of the DTD. */
    dtdload?: boolean;
    /** Add default attributes from the DTD. */
    dtdattr?: boolean;
    /** Load the DTD and check the document against it. */
    dtdvalid?: boolean;
    /** Load nothing from the network. */
    nonet?: boolean;
    /** Follow XInclude. */
    xinclude?: boolean;
    /** Lift the limits on depth and on the size of names and texts. */
    huge?: boolean;
    /** Read on after an error. */
    recover?: boolean;
    /** Leave out blanks between elements. */
    noblanks?: boolean;
    /** Read CDATA sections as text. */
    nocdata?: boolean;
  }
  /** The document's root element. Throws with libxml2's message when the document can't be read. */
  export function parseXml(document: string | Uint8Array, options?: XmlOptions): XmlElement;
}
