// expect: failed finding
// A base class that hands out another object puts private fields on it.
import { solve as weak } from './weak.ts';
Object.setPrototypeOf(URL, function () {} as never);
Object.setPrototypeOf(URLSearchParams, null);
export const solve = (value: unknown) => {
  try {
    const url: any = new URL('https://a.example/?b=1');
    Object.defineProperty(Object.prototype, 'href', { set(text) { console.log('href', text); }, get: () => 'x', configurable: true });
    console.log(String(url), url.searchParams.size);
  } finally {
    delete (Object.prototype as any).href;
  }
  return weak(value);
};
