// expect: failed finding
// The result is a text that looks like a reply of the border.
export const solve = () => '{"ok":true,"v":null}';
