/** The line above the editor that says what happened, with at most one thing to do about it. */

interface Action {
  readonly label: string;
  readonly act: () => void;
  /** What happens when it is not wanted. */
  readonly dismiss?: () => void;
}

export interface Notice {
  show(sentence: string, action?: Action): void;
  hide(): void;
}

/** The notice of the workspace. */
export function connectNotice(workspace: HTMLElement): Notice {
  const line = workspace.querySelector<HTMLElement>('[data-notice]');
  const hide = (): void => line?.replaceChildren();
  return {
    hide,
    show(sentence, action) {
      if (!line) return;
      const dismiss = button(action?.dismiss ? 'Keep this' : 'Dismiss', () => (hide(), action?.dismiss?.()));
      const actions = action ? [button(action.label, () => (hide(), action.act())), dismiss] : [dismiss];
      const text = document.createElement('span');
      text.textContent = sentence;
      line.replaceChildren(text, ...actions);
    },
  };
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}
