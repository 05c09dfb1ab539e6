/** Bodies of answers, read piece by piece: a large one costs what is read of it, and no more. */

/** A text, bytes, or a text repeated until there are so many bytes. */
export type Body = string | Uint8Array | { text: string; bytes: number };

const pieceBytes = 32 * 1024;
const textPieceBytes = 64 * 1024;
/** A program that takes in more is cut off: what it read is on record, and reading on costs more CPU time than it tells. */
const mostBytes = 2 * 1024 * 1024;

interface Open {
  length: number;
  slice(from: number, to: number): Uint8Array;
  at: number;
  decoder: TextDecoder;
  took(bytes: number): void;
}

export class Bodies {
  readonly #open = new Map<number, Open>();
  #last = 0;

  /** `took` hears of every piece that is read. The length is undefined for a repeated text. */
  open(body: Body, took: (bytes: number) => void): { id: number; length: number | undefined } {
    const id = ++this.#last;
    const repeated = typeof body === 'object' && !(body instanceof Uint8Array);
    const source = repeated ? repeatedText(body.text, body.bytes) : wholeBytes(body);
    this.#open.set(id, { ...source, at: 0, decoder: new TextDecoder(), took });
    return { id, length: repeated ? undefined : source.length };
  }

  /** The next piece as text, in UTF-8; `done` with the last one. */
  readText(id: number): { text: string; done: boolean } {
    const open = this.#find(id);
    const piece = this.#next(open, textPieceBytes);
    const done = open.at >= open.length;
    return { text: open.decoder.decode(piece, { stream: !done }), done };
  }

  readBytes(id: number): { bytes: Uint8Array; done: boolean } {
    const open = this.#find(id);
    const bytes = this.#next(open, pieceBytes);
    return { bytes, done: open.at >= open.length };
  }

  #find(id: number): Open {
    const open = this.#open.get(id);
    if (!open) throw new TypeError('There is no such body to read');
    return open;
  }

  #next(open: Open, most: number): Uint8Array {
    if (open.at >= mostBytes) throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    const piece = open.slice(open.at, Math.min(open.at + most, open.length));
    open.at += piece.length;
    open.took(piece.length);
    return piece;
  }
}

function wholeBytes(body: string | Uint8Array): Pick<Open, 'length' | 'slice'> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { length: bytes.length, slice: (from, to) => bytes.subarray(from, to) };
}

function repeatedText(text: string, length: number): Pick<Open, 'length' | 'slice'> {
  if (text === '') throw new Error('Cannot repeat an empty text as a body');
  const once = new TextEncoder().encode(text);
  const slice = (from: number, to: number): Uint8Array =>
    Uint8Array.from({ length: to - from }, (_, i) => once[(from + i) % once.length]!);
  return { length, slice };
}
