/** Shows how strong a password is while it is typed. The server alone has the list of common ones, and decides. */
import { passwordProblem, strengthOf } from '../../domain/password.ts';

const none: ReadonlySet<string> = new Set();

for (const meter of document.querySelectorAll<HTMLElement>('[data-strength]')) {
  const field = document.querySelector<HTMLInputElement>(`#${meter.dataset['strength']}`);
  const handle = document.querySelector<HTMLInputElement>('#handle');
  const words = meter.querySelector('[data-words]');
  field?.addEventListener('input', () => {
    const typed = field.value;
    const name = handle?.value ?? meter.dataset['handle'] ?? '';
    const strength = strengthOf(typed, name, none);
    meter.dataset['steps'] = String(strength.steps);
    if (words) words.textContent = typed === '' ? '' : (passwordProblem(typed, name, none) ?? strength.words);
  });
}
