// expect: passed
// Defaults, renamed, and imports that stand last.
export { renamed as solve }
export default class {}
const renamed = (value: unknown) => safe(value);
import { solve as safe } from './safe.ts';
