/** Finds while typing; the form does the same by itself without script. */
import type { Found } from '../../domain/search.ts';
import { buildTree } from '../tree/build-tree.ts';
import { resultsTree } from './results-tree.ts';

const form = document.querySelector<HTMLFormElement>('[data-search]');
const field = form?.querySelector<HTMLInputElement>('input');
const results = document.querySelector<HTMLElement>('[data-results]');
if (field && results) connect(field, results);

function connect(field: HTMLInputElement, results: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const find = async (): Promise<void> => {
    running?.abort();
    running = new AbortController();
    const query = field.value.trim();
    if (query.length < 2) return;
    try {
      const response = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal: running.signal });
      if (!response.ok) return;
      const { query: asked, found } = (await response.json()) as { query: string; found: Found[] };
      results.replaceChildren(buildTree(resultsTree(asked, found)));
      history.replaceState(null, '', `/search?q=${encodeURIComponent(query)}`);
    } catch {
      // Overtaken by the next letter, or no connection: what is shown stays, and Enter asks for a page.
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(), 200);
  });
  field.focus();
}
