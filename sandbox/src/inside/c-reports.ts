/** What the checking runtime of a C program tells, in words. */

/** The kinds of report by the runtime's numbers (sandbox/runtime/shadow.h). */
const kinds = [
  'heap-buffer-overflow',
  'stack-buffer-overflow',
  'global-buffer-overflow',
  'heap-use-after-free',
  'stack-use-after-scope',
  'null-dereference',
  'wild-pointer',
  'double-free',
  'invalid-free',
  'overlapping-copy',
  'integer-overflow',
  'division-by-zero',
  'invalid-shift',
  'index-out-of-bounds',
  'pointer-overflow',
  'misaligned-pointer',
  'unreachable-code',
  'invalid-value',
  'abort',
] as const;

/** The runtime's number for an index: it tells of a type where others tell of a block. */
export const indexKind = kinds.indexOf('index-out-of-bounds');

/** A report as the world keeps it. */
export interface ReportFacts {
  kind: string;
  message: string;
  write: boolean;
  size: number;
  block?: number;
  offset?: number;
}

/** What the runtime passes: numbers, and for an index the name of the array's type. */
export interface Told {
  kind: number;
  write: boolean;
  size: number;
  block: number;
  offset: number;
  typeName: string;
}

export function reportOf(told: Told): ReportFacts {
  const kind = kinds[told.kind] ?? 'wild-pointer';
  const facts = { kind, message: messageOf(kind, told), write: told.write, size: told.size };
  const inHeap = kind.startsWith('heap-') || (kind.endsWith('-free') && told.block > 0);
  return inHeap ? { ...facts, block: told.block, offset: told.offset } : facts;
}

function messageOf(kind: (typeof kinds)[number], told: Told): string {
  const access = `${told.write ? 'A write' : 'A read'} of ${count(told.size, 'byte')}`;
  switch (kind) {
    case 'heap-buffer-overflow':
      return told.offset < 0
        ? `${access}, ${count(-told.offset, 'byte')} before a block of ${count(told.block, 'byte')}`
        : `${access}, ${count(told.offset - told.block, 'byte')} past a block of ${count(told.block, 'byte')}`;
    case 'heap-use-after-free':
      return `${access} in a block of ${count(told.block, 'byte')} that was freed`;
    case 'stack-buffer-overflow':
      return `${access} beside a local variable`;
    case 'global-buffer-overflow':
      return `${access} beside a global variable`;
    case 'stack-use-after-scope':
      return `${access} in a local variable that is out of scope`;
    case 'null-dereference':
      return `${access} through a null pointer`;
    case 'wild-pointer':
      return `${access} through a pointer that leads nowhere`;
    case 'double-free':
      return `A block of ${count(told.block, 'byte')} was freed twice`;
    case 'invalid-free':
      return 'Something was freed that is not the start of a block';
    case 'overlapping-copy':
      return `memcpy() of ${count(told.size, 'byte')} to a place that overlaps where they come from`;
    case 'integer-overflow':
      return 'The result of a signed calculation does not fit its type';
    case 'division-by-zero':
      return 'A division by zero, or of the smallest number by -1';
    case 'invalid-shift':
      return 'A shift by a negative number, by too many bits, or of a negative number';
    case 'index-out-of-bounds':
      return `${access} at index ${told.offset} of ${told.typeName}`;
    case 'pointer-overflow':
      return 'A calculation with a pointer leads past the end of memory, or begins at a null pointer';
    case 'misaligned-pointer':
      return `${access} through a pointer that is not aligned for its type, or has too little room`;
    case 'unreachable-code':
      return 'A function that has a result came to its end without one';
    case 'invalid-value':
      return 'A value that its type does not have';
    case 'abort':
      return 'The program called abort()';
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** What the engine stopped, from its error's message. */
export function trapOf(message: string): ReportFacts {
  const [kind, text] = trapKind(message);
  return { kind, message: text, write: false, size: 0 };
}

function trapKind(message: string): [kind: string, message: string] {
  if (message.includes('call stack')) return ['stack-overflow', 'Functions called each other too deep for the stack'];
  if (message.includes('out of bounds') && message.includes('memory'))
    return ['stack-overflow', 'The stack grew past its 256 KB'];
  if (/signature|table/.test(message)) return ['bad-function-pointer', 'A call through a pointer to no such function'];
  return ['trap', 'The program ran into an instruction that ends it'];
}
