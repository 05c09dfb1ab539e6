// expect: passed
// Types in every place that they can stand in.
import { type solve as Solve, solve as safe } from './safe.ts';
declare global { interface Window { x: number } }
abstract class A<const T extends readonly unknown[] = []> { declare x: T; abstract y?: number; z!: string; private readonly q = <T,>(t: T): t is T & {} => true; }
function over(a: number): number;
function over(a: string): string;
function over(this: void, a: any): any { return a satisfies unknown as any; }
export const solve: typeof Solve = (value) => (over(1) && A ? safe<never>(value!) : null);
