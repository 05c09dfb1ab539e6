/** How a learner likes the editor, remembered in this browser. */

export type Preference = 'full' | 'tab' | 'reader';

/** What was chosen, or the default. */
export function preference(name: Preference, byDefault: boolean): boolean {
  try {
    const stored = localStorage.getItem(`ounce:editor:${name}`);
    return stored === null ? byDefault : stored === 'yes';
  } catch {
    return byDefault;
  }
}

/** Remembers a choice; where storage is closed it holds for this page only. */
export function prefer(name: Preference, value: boolean): void {
  try {
    localStorage.setItem(`ounce:editor:${name}`, value ? 'yes' : 'no');
  } catch {
    // Nothing is lost but the memory of it.
  }
}
