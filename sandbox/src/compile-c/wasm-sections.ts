/** The sections of a WebAssembly module (WebAssembly Core Specification, 5.5.2). */

interface Section {
  id: number;
  /** Of a custom section. */
  name?: string;
  /** The section with its id and size. */
  whole: Uint8Array;
  content: Uint8Array;
  /** Where the content begins in the module. */
  start: number;
}

/** Every section, in order. Throws a RangeError when a size leads beyond the end. */
export function sectionsOf(module: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = 8; at < module.length;) {
    const begin = at;
    const id = module[at++]!;
    const [size, start] = unsignedAt(module, at);
    at = start + size;
    if (at > module.length) throw new RangeError('A section is longer than its module');
    const content = module.subarray(start, at);
    const section: Section = { id, whole: module.subarray(begin, at), content, start };
    if (id === 0) {
      const [length, from] = unsignedAt(content, 0);
      section.name = new TextDecoder().decode(content.subarray(from, from + length));
      section.content = content.subarray(from + length);
    }
    sections.push(section);
  }
  return sections;
}

/** The module without its custom sections: what runs, and nothing that describes it. */
export function strippedModule(module: Uint8Array): Uint8Array {
  const kept = sectionsOf(module).filter(({ id }) => id !== 0);
  return Buffer.concat([module.subarray(0, 8), ...kept.map(({ whole }) => whole)]);
}

/** An unsigned LEB128 number and where it ends. */
export function unsignedAt(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined || shift > 63) throw new RangeError('A number has no end');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** A signed LEB128 number of at most 32 bits and where it ends. */
export function signedAt(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined || shift > 63) throw new RangeError('A number has no end');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [byte & 0x40 ? value - 2 ** (shift + 7) : value, at];
  }
}
