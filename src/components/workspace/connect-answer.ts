/** Keeps answer.json and the fields of its form the same, whichever changes. */
import { answerText, readAnswerText, reviewAnswer, spotAnswer } from '../../domain/answer-form.ts';
import type { Sources } from './source-files.ts';

/** Connects the form of an exercise of kind spot or review; elsewhere there is none. */
export function connectAnswer(workspace: HTMLElement, sources: Sources): void {
  const form = workspace.querySelector<HTMLFormElement>('[data-code]');
  const area = sources.get('answer.json');
  if (!form || !area || !workspace.querySelector('[data-answer]')) return;
  const patches = [...form.querySelectorAll<HTMLTextAreaElement>('[name^="input:"]')].map(({ name }) =>
    name.slice('input:'.length),
  );
  const take = (): void => {
    const fields = new FormData(form);
    const texts = {
      get: (name: string) => textOf(fields.get(name)),
      getAll: (name: string) => fields.getAll(name).map((value) => textOf(value) ?? ''),
    };
    area.value = answerText(workspace.dataset['kind'] === 'spot' ? spotAnswer(texts) : reviewAnswer(texts, patches));
  };
  // Before the drafts hear of it, which look at the area.
  form.addEventListener('input', take, { capture: true });
  area.addEventListener('ounce:replaced', () => show(form, area.value));
  take();
}

function textOf(value: FormDataEntryValue | null): string | null {
  return typeof value === 'string' ? value : null;
}

function show(form: HTMLFormElement, text: string): void {
  const answer = readAnswerText(text);
  if (!answer) return;
  const { lines, weakness } = answer.spot;
  for (const box of form.querySelectorAll<HTMLInputElement>('[name="line"]'))
    box.checked = lines.includes(Number(box.value));
  for (const box of form.querySelectorAll<HTMLInputElement>('[name="weakness"]')) box.checked = box.value === weakness;
  const { patches } = answer.review;
  for (const box of form.querySelectorAll<HTMLInputElement>('[name^="holds:"]'))
    box.checked = patches[box.name.slice('holds:'.length)]?.holds === (box.value === 'yes');
  for (const area of form.querySelectorAll<HTMLTextAreaElement>('[name^="input:"]'))
    area.value = patches[area.name.slice('input:'.length)]?.input ?? '';
}
