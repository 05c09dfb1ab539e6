/** The divider between the instructions and the code: dragged, or moved with the arrow keys. */

const key = 'ounce:divider';
const range = { min: 26, max: 66, start: 42 } as const;

/** Makes the divider move and remembers where it was left. */
export function connectDivider(workspace: HTMLElement): void {
  const divider = workspace.querySelector<HTMLElement>('[data-divider]');
  if (!divider) return;
  divider.hidden = false;
  const move = (percent: number): void => {
    const at = Math.round(Math.min(range.max, Math.max(range.min, percent)));
    workspace.style.setProperty('--left', `${at}%`);
    divider.setAttribute('aria-valuenow', String(at));
    store(at);
  };
  divider.setAttribute('aria-valuemin', String(range.min));
  divider.setAttribute('aria-valuemax', String(range.max));
  move(stored());
  divider.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(Number(divider.getAttribute('aria-valuenow')) + step);
  });
  divider.addEventListener('pointerdown', (event) => divider.setPointerCapture(event.pointerId));
  divider.addEventListener('pointermove', (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = workspace.getBoundingClientRect();
    move(((event.clientX - left) / width) * 100);
  });
}

function stored(): number {
  try {
    return Number(localStorage.getItem(key)) || range.start;
  } catch {
    return range.start;
  }
}

function store(percent: number): void {
  try {
    localStorage.setItem(key, String(percent));
  } catch {
    // The width then holds for this page only.
  }
}
