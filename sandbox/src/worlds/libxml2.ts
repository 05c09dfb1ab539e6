/** libxml2 in WebAssembly: loaded once for a process, and only where there is WebAssembly. */
import type * as Libxml2 from 'libxml2-wasm';

/** Where the parser's questions go: a resource's bytes by its URL, or undefined when there is none. */
export type Resolve = (url: string) => Uint8Array | undefined;

let library: typeof Libxml2 | undefined;
let resolve: Resolve | undefined;

/** Loads the parser. To be waited for before a world that parses is opened. */
export async function loadLibxml2(): Promise<void> {
  if (library) return;
  const loaded = await import('libxml2-wasm');
  if (!loaded.xmlRegisterInputProvider(inputProvider()))
    throw new Error('Cannot load libxml2: it takes no input provider');
  library = loaded;
}

/** Gives the parser to `use`; what it asks for meanwhile, it gets from `answer`. Throws what `use` throws. */
export function withLibxml2<T>(answer: Resolve, use: (library: typeof Libxml2) => T): T {
  if (!library) throw new Error('Cannot parse XML: libxml2 is not loaded; call loadLibxml2() first');
  resolve = answer;
  try {
    return use(library);
  } catch (error) {
    if (isBroken(error)) giveUp(error as Error);
    throw error;
  } finally {
    resolve = undefined;
  }
}

/** What is left of the parser after a trap, or after memory ran out, can't be trusted with another document. */
function isBroken(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return true;
  // libxml2 has no memory for a message then.
  const { details } = error as { details?: { message: string }[] };
  return details?.some(({ message }) => message === '' || /out of memory/i.test(message)) === true;
}

/** Ends the process: whoever started it takes what it says for the program's use of memory, and starts another. */
function giveUp(error: Error): never {
  process.stderr.write(`the XML parser ran out of memory: ${error.message.slice(0, 200)}\n`);
  process.exit(1);
}

function inputProvider(): Libxml2.XmlInputProvider {
  const open = new Map<number, Uint8Array>();
  let last = 0;
  return {
    // Nothing may reach the parser's own idea of files.
    match: () => true,
    open: (url) => {
      const bytes = resolve?.(url);
      if (bytes === undefined) return undefined;
      open.set(++last, bytes);
      return last;
    },
    read: (handle, room) => {
      const rest = open.get(handle) ?? new Uint8Array();
      const part = rest.subarray(0, room.length);
      room.set(part);
      open.set(handle, rest.subarray(part.length));
      return part.length;
    },
    close: (handle) => open.delete(handle),
  };
}
