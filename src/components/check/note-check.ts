/** Notes the check as done once every question was answered, and brings the score into view. */
import { storeStep } from '../progress/progress-store.ts';

const score = document.querySelector<HTMLElement>('[data-check-score]');
if (score) {
  const step = score.dataset['done'];
  if (step) storeStep(step);
  score.focus();
}
