/** The button that changes between light and dark. */
const button = document.querySelector<HTMLButtonElement>('[data-theme-toggle]');
const label = document.querySelector('[data-theme-label]');
const system = matchMedia('(prefers-color-scheme: dark)');

if (button) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    remember(next);
    show();
    document.dispatchEvent(new CustomEvent('ounce:theme'));
  });
  system.addEventListener('change', show);
  show();
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? system.matches : chosen === 'dark';
}

function show(): void {
  if (label) label.textContent = isDark() ? 'Change to the light theme' : 'Change to the dark theme';
}

function remember(theme: string): void {
  try {
    localStorage.setItem('ounce:theme', theme);
  } catch {
    // The choice then holds for this page only.
  }
}
