// expect: failed syntax
// Not a program.
SELECT * FROM notes;
