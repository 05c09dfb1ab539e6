// expect: failed entry|syntax
// Any text can be the name of an export.
const four = 4;
export { four as '"}});for(;;);({"' };
