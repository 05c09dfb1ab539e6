// expect: passed
// Marks that turn the direction of writing hide nothing from the compiler.
import { solve as safe } from './safe.ts';
/* ‮ } ⁦if (isAdmin)⁩ ⁦ begin admins only */
export const solve = safe; // ‮ evlos
