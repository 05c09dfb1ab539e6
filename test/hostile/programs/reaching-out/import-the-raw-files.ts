// expect: failed load
// The files world without node:fs around it.
import { readFile } from 'ounce:files';
export const solve = () => (readFile as any)('/etc/passwd');
