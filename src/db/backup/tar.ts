/** Tar archives in the ustar format (POSIX.1-1988), as streams: names, folders and files, nothing else of it. */

/** One thing in an archive. A file's chunks make up exactly `size` bytes. */
export type Entry =
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string; readonly size: number; readonly chunks: AsyncIterable<Buffer> };

const block = 512;

/** The bytes of an archive. */
export async function* writeTar(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const entry of entries) {
    yield header(entry);
    if (entry.kind === 'folder') continue;
    yield* entry.chunks;
    yield Buffer.alloc(padding(entry.size));
  }
  yield Buffer.alloc(2 * block);
}

/** The entries of an archive; the chunks of each are read before the next entry is asked for. Throws for anything but what writeTar() makes. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const bytes = new Bytes(source);
  for (;;) {
    const head = await bytes.take(block);
    if (head.every((byte) => byte === 0)) return;
    const { kind, name, size } = readHeader(head);
    if (kind === 'folder') {
      yield { kind, name };
      continue;
    }
    let left = size;
    yield { kind, name, size, chunks: chunksOf(bytes, size, (count) => (left -= count)) };
    if (left > 0) throw new Error(`Cannot read the archive: ${name} was not read to its end`);
    await bytes.take(padding(size));
  }
}

async function* chunksOf(bytes: Bytes, size: number, took: (count: number) => void): AsyncGenerator<Buffer> {
  for (let left = size; left > 0;) {
    const chunk = await bytes.some(left);
    left -= chunk.length;
    took(chunk.length);
    yield chunk;
  }
}

function padding(size: number): number {
  return (block - (size % block)) % block;
}

function header(entry: Entry): Buffer {
  const head = Buffer.alloc(block);
  const [prefix, name] = split(entry.name + (entry.kind === 'folder' ? '/' : ''));
  head.write(name, 0);
  head.write(entry.kind === 'folder' ? '0000700' : '0000600', 100);
  head.write('0000000', 108);
  head.write('0000000', 116);
  head.write(octal(entry.kind === 'folder' ? 0 : entry.size, 11), 124);
  head.write(octal(0, 11), 136);
  head.write(entry.kind === 'folder' ? '5' : '0', 156);
  head.write('ustar\u000000', 257);
  head.write(prefix, 345);
  head.write(`${octal(sumOf(head), 6)}\u0000 `, 148);
  return head;
}

/** The sum of a header's bytes, with spaces where the sum itself goes. */
function sumOf(head: Buffer): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function octal(value: number, digits: number): string {
  const text = value.toString(8).padStart(digits, '0');
  if (text.length > digits) throw new Error(`Cannot write the archive: ${value} bytes are more than tar can say`);
  return text;
}

/** A name of up to 100 bytes, and what goes before it. */
function split(name: string): [prefix: string, name: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (rest !== '' && Buffer.byteLength(rest) <= 100 && Buffer.byteLength(prefix) <= 155) return [prefix, rest];
  }
  throw new Error(`Cannot write the archive: the name ${name} is longer than tar can say`);
}

function readHeader(head: Buffer): { kind: Entry['kind']; name: string; size: number } {
  const prefix = text(head, 345, 155);
  const name = (prefix === '' ? '' : `${prefix}/`) + text(head, 0, 100);
  const type = text(head, 156, 1);
  if (parseInt(text(head, 148, 8), 8) !== sumOf(head)) throw new Error('Cannot read the archive: it is damaged');
  if (type !== '0' && type !== '5') throw new Error(`Cannot read the archive: ${name} is neither a file nor a folder`);
  return type === '5'
    ? { kind: 'folder', name: name.replace(/\/$/, ''), size: 0 }
    : { kind: 'file', name, size: parseInt(text(head, 124, 12), 8) };
}

function text(head: Buffer, from: number, length: number): string {
  const field = head.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString();
}

/** Bytes of a stream in the amounts that are asked for. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one, at most so many. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) throw new Error('Cannot read the archive: it ends too early');
      this.#rest = Buffer.from(next.value);
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      const part = await this.some(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}
