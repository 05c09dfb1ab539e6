// expect: passed
// Identifiers written with escapes are the same identifiers.
import { s\u006flve as s\u{61}fe } from './safe.ts';
const \u{76}alue_ = s\u0061fe;
export { v\u0061lue_ as s\u006flve };
