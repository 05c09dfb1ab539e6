// expect: failed finding
// Its own stack from every place where our code calls it.
import fs from 'node:fs';
import { solve as weak } from './weak.ts';
const tell = (where: string) => console.log(where + '\n' + new Error('x').stack);
tell('load');
export const solve = async (value: unknown) => {
  tell('call');
  setTimeout(() => tell('timer'), 1);
  queueMicrotask(() => tell('microtask'));
  await new Promise((ok) => setTimeout(ok, 2));
  tell('after a wait');
  console.log({ toJSON: () => tell('log') });
  try { new URL({ toString: () => (tell('url'), 'x') } as never); } catch (error: any) { console.log(error.stack); }
  try { fs.readFileSync('/none'); } catch (error: any) { console.log(error.stack); }
  try { structuredClone({ get a() { tell('argument'); return 1; } }); } catch {}
  try { new URLSearchParams([[1]] as never).forEach(() => tell('params')); } catch (error: any) { console.log(error.stack); }
  if (typeof value === 'number') return weak(value);
  return { get text() { tell('result'); return weak(value); } };
};
