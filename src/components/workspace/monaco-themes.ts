/** Monaco in the page's own colours. */
import { editor } from 'monaco-editor/editor';

/** The theme that fits the page now. */
export function themeName(): string {
  return isDark() ? 'ounce-dark' : 'ounce-light';
}

/** Brackets in six colours say less than they distract. */
const brackets = [1, 2, 3, 4, 5, 6].map((level) => `editorBracketHighlight.foreground${level}`);

/** Defines the themes from the page's tokens as they are now. */
export function defineThemes(): void {
  const token = tokens();
  editor.defineTheme(themeName(), {
    base: isDark() ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'keyword', foreground: token('--token-keyword') },
      { token: 'string', foreground: token('--token-string') },
      { token: 'regexp', foreground: token('--token-string') },
      { token: 'comment', foreground: token('--token-comment') },
      { token: 'number', foreground: token('--token-constant') },
      { token: 'type', foreground: token('--token-function') },
      { token: '', foreground: token('--ink') },
    ],
    colors: {
      'editor.background': `#${token('--code-ground')}`,
      'editor.foreground': `#${token('--ink')}`,
      'editorLineNumber.foreground': `#${token('--muted')}`,
      'editorLineNumber.activeForeground': `#${token('--ink')}`,
      'editorWidget.background': `#${token('--surface')}`,
      'editor.lineHighlightBackground': `#${token('--sunken')}80`,
      'editor.lineHighlightBorder': '#00000000',
      ...Object.fromEntries(brackets.map((name) => [name, `#${token('--ink')}`])),
      focusBorder: `#${token('--accent')}`,
    },
  });
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

function tokens(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => {
    const value = style.getPropertyValue(name).trim().replace('#', '');
    return value.length === 3 ? [...value].map((digit) => digit + digit).join('') : value;
  };
}
