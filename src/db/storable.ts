/** Texts as PostgreSQL's jsonb can hold them: it knows neither NUL nor half a surrogate pair. */

/** The same value with U+FFFD in place of what can't be stored. */
export function storable<T>(value: T): T {
  return mapTexts(value) as T;
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mapTexts(key), mapTexts(item)]));
}
