/** The learner's files. The textareas hold them, whichever editor is shown, so that a plain form always sends what is seen. */

export type Files = Record<string, string>;

/** The textareas by file name. */
export type Sources = ReadonlyMap<string, HTMLTextAreaElement>;

/** Finds the textareas of the workspace. */
export function findSources(workspace: HTMLElement): Sources {
  const sources = [...workspace.querySelectorAll<HTMLElement>('[data-source]')];
  return new Map(
    sources.flatMap((source) => {
      const area = source.querySelector('textarea');
      return area ? [[source.dataset['source'] ?? '', area] as const] : [];
    }),
  );
}

/** What the files hold now. */
export function readFiles(sources: Sources): Files {
  return Object.fromEntries([...sources].map(([name, area]) => [name, area.value]));
}

/** Puts other texts into the files, and tells whoever listens. */
export function writeFiles(sources: Sources, files: Files): void {
  for (const [name, area] of sources) {
    const text = files[name];
    if (text === undefined || text === area.value) continue;
    area.value = text;
    area.dispatchEvent(new CustomEvent('ounce:replaced'));
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Whether two sets of files are the same. */
export function sameFiles(one: Files, other: Files): boolean {
  return Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
}
