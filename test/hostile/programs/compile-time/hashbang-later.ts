// expect: failed syntax
// Further down it is nothing.
#!/usr/bin/env node
export const solve = () => 4;
