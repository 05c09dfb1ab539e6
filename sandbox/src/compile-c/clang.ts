/** Clang and LLD, themselves WebAssembly, on files in memory. */
import { commands, Exit, type Tree } from '@yowasp/clang';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Ran {
  /** False when it ended with an error: what it said tells which. */
  succeeded: boolean;
  files: Tree;
  /** Its diagnostics, cut. */
  said: string;
}

const mostSaid = 64 * 1024;
let loaded = false;

/** Runs clang with arguments, on a file system that holds these files, a temporary folder and its own headers. */
export async function clang(args: readonly string[], files: Files): Promise<Ran> {
  await load();
  const decoder = new TextDecoder();
  let said = '';
  const hear = (bytes: Uint8Array | null): void => {
    if (bytes && said.length < mostSaid) said += decoder.decode(bytes, { stream: true });
  };
  const options = { stdout: hear, stderr: hear, decodeASCII: false, synchronously: true };
  try {
    // A copy: it may write over what it was given.
    const result = (await commands.clang([...args], { ...files }, options)) as Tree;
    return { succeeded: true, files: result, said };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return { succeeded: false, files: {}, said: said.slice(0, mostSaid) };
  }
}

/** Reads and compiles 105 MB, once for a process. */
async function load(): Promise<void> {
  if (loaded) return;
  await commands.clang(undefined, {}, { fetchProgress: () => undefined });
  loaded = true;
}
