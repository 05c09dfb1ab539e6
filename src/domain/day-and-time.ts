/** Times as pages write them: in UTC, since the server doesn't know the reader's zone, and saying so. */
const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** "12 Nov 2026, 14:03 UTC" */
export function dayAndTime(time: Date): string {
  return `${format.format(time)} UTC`;
}
