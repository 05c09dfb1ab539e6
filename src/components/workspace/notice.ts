/** The line above the editor that says what happened, with at most one thing to do about it. */

export interface Notice {
  show(sentence: string, action?: { label: string; act: () => void }): void;
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
      const dismiss = button('Dismiss', hide);
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
