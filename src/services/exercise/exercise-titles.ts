/** The titles of exercises, for lists. */
import type { App } from '../app/open-app.ts';

/** By id. */
export function exerciseTitles({ exercises }: Pick<App, 'exercises'>): ReadonlyMap<string, string> {
  return new Map([...exercises].map(([id, { title }]) => [id, title]));
}
