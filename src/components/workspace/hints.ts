/** Hints, one by one: each comes into view when the one before was opened. */
export function connectHints(workspace: HTMLElement): void {
  const hints = [...workspace.querySelectorAll<HTMLDetailsElement>('[data-hint]')];
  for (const [index, hint] of hints.entries()) {
    hint.hidden = index > 0;
    hint.addEventListener('toggle', () => {
      const next = hints[index + 1];
      if (hint.open && next) next.hidden = false;
    });
  }
}
