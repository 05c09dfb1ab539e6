/** "/" leads to the search, wherever nobody is typing. */
addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key !== '/' || ctrlKey || metaKey || altKey || event.defaultPrevented) return;
  if ((target as Element).closest('input, textarea, select, [contenteditable], .monaco-editor')) return;
  event.preventDefault();
  const field = document.querySelector<HTMLInputElement>('[data-search] input');
  if (field) field.focus();
  else location.assign('/search');
});
