// An exercise's answers stand in another folder than its app, which they find beside them when they run.
// test/sandbox/types.test.ts checks them beside the real one.
declare module '*/app.ts';
