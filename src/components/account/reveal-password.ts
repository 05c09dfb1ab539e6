/** Buttons that show what is typed into a password field. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveal]')) {
  const field = document.querySelector<HTMLInputElement>(`#${button.dataset['reveal']}`);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(shown));
    if (field) field.type = shown ? 'text' : 'password';
  });
}
