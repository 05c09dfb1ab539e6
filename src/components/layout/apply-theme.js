// Runs before the first paint, so that a remembered theme never flashes.
try {
  const theme = localStorage.getItem('ounce:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme holds.
}
