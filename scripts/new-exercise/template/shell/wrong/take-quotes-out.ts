import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);
const root = '/app/notes';

/** The names of the notes that hold a text. */
export async function findNotes(text: string): Promise<string[]> {
  try {
    const { stdout } = await run(`rg -lF "${text.replaceAll('"', '')}"`, { cwd: root });
    return stdout.split('\n').filter(Boolean);
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return [];
    throw error;
  }
}
