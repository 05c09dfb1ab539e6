// expect: failed load
// A file of the machine.
import passwd from '/etc/passwd';
export const solve = () => passwd;
