/** Where to go after something that stood in between, such as signing in. */

/** A path of our own as it was asked for, or the other one: never another site. */
export function nextPage(asked: string | null | undefined, otherwise: string): string {
  const path = asked ?? '';
  return path.length <= 500 && /^\/(?![/\\])[\w\-./?=&%#~:,]*$/.test(path) && !path.startsWith('/sign-out')
    ? path
    : otherwise;
}
