/** Which editor is shown: the plain one everywhere, the full one where there is room for it and nobody chose otherwise. */
import type { Place } from '../../domain/report.ts';
import type { FullEditor } from './full-editor.ts';
import { prefer, preference, type Preference } from './preferences.ts';
import type { Sources } from './source-files.ts';

export interface ShownEditor {
  /** Puts the cursor at a place. */
  open(place: Place): void;
  /** Marks places that went wrong. */
  mark(places: readonly { place: Place; message: string }[]): void;
}

// Monaco says of itself that it is not for phones.
const roomy = matchMedia('(min-width: 64rem) and (pointer: fine)');

/** Connects the editor's options and loads the full editor when the page has settled. */
export function connectEditor(workspace: HTMLElement, sources: Sources, run: () => void): ShownEditor {
  const area = workspace.querySelector<HTMLElement>('[data-editor]');
  const container = workspace.querySelector<HTMLElement>('[data-full]');
  let full: FullEditor | undefined;
  let marked: readonly { place: Place; message: string }[] = [];

  const showState = (state: 'plain' | 'loading' | 'ready'): void => {
    if (!area || !container) return;
    area.dataset['editor'] = state;
    container.hidden = state !== 'ready';
    for (const name of workspace.querySelectorAll<HTMLElement>('[data-tab-key]')) name.hidden = state !== 'ready';
  };
  const update = async (): Promise<void> => {
    if (!area || !container) return;
    if (!(roomy.matches && preference('full', true))) {
      full?.dispose();
      full = undefined;
      return showState('plain');
    }
    if (full || area.dataset['editor'] === 'loading') return;
    showState('loading');
    try {
      const { openFullEditor } = await import('./full-editor.ts');
      if (!(roomy.matches && preference('full', true))) return showState('plain');
      const focused =
        document.activeElement instanceof HTMLTextAreaElement && area.contains(document.activeElement)
          ? document.activeElement
          : undefined;
      const cursor = focused && placeAt(focused);
      showState('ready');
      const types = workspace.dataset['types'] ?? '';
      full = openFullEditor({ container, sources, reading: readingOf(workspace), types, run });
      full.setOptions(options());
      full.mark(marked);
      if (cursor) full.open(cursor);
    } catch {
      // Offline, or blocked: the plain editor does everything that matters.
      showState('plain');
    }
  };

  connectOptions(workspace, () => {
    full?.setOptions(options());
    void update();
  });
  connectFiles(workspace, (file) => full?.show(file));
  roomy.addEventListener('change', () => void update());
  whenIdle(() => void update());
  return {
    open: (place) => (full ? full.open(place) : openPlain(sources, place)),
    mark(places) {
      marked = places;
      full?.mark(places);
    },
  };
}

/** The files that can be read and not changed, by name. */
function readingOf(workspace: HTMLElement): ReadonlyMap<string, string> {
  const files = [...workspace.querySelectorAll<HTMLElement>('[data-reading]')];
  return new Map(files.map((file) => [file.dataset['reading'] ?? '', file.querySelector('pre')?.textContent ?? '']));
}

function options(): { tabLeaves: boolean; screenReader: boolean } {
  return { tabLeaves: preference('tab', false), screenReader: preference('reader', false) };
}

function connectOptions(workspace: HTMLElement, onChange: () => void): void {
  for (const box of workspace.querySelectorAll<HTMLInputElement>('[data-option]')) {
    const name = box.dataset['option'] as Preference;
    box.checked = preference(name, name === 'full');
    box.addEventListener('change', () => {
      prefer(name, box.checked);
      onChange();
    });
  }
}

function connectFiles(workspace: HTMLElement, show: (file: string) => void): void {
  const buttons = [...workspace.querySelectorAll<HTMLElement>('[data-show-file]')];
  for (const button of buttons) {
    button.hidden = buttons.length === 1;
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      const file = button.dataset['showFile'] ?? '';
      show(file);
      const name = CSS.escape(file);
      const reading = workspace.querySelector<HTMLDetailsElement>(`[data-reading="${name}"]`);
      if (reading) reading.open = true;
      (reading ?? workspace.querySelector(`[data-source="${name}"]`))?.scrollIntoView({ block: 'nearest' });
    });
  }
}

function openPlain(sources: Sources, { file, line, column }: Place): void {
  const area = sources.get(file ?? '') ?? [...sources.values()][0];
  if (!area) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  area.focus();
  area.setSelectionRange(start, start);
  area.scrollTop = (area.scrollHeight / Math.max(1, lines.length)) * Math.max(0, line - 6);
}

function placeAt(area: HTMLTextAreaElement): Place {
  const before = area.value.slice(0, area.selectionStart).split('\n');
  return { file: area.name.replace(/^file:/, ''), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function whenIdle(act: () => void): void {
  const idle = (): void =>
    void ('requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 2_000 }) : setTimeout(act, 300));
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle);
}
