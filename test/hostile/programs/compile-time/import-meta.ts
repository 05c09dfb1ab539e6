// expect: failed syntax
// There is no module to tell about.
export const solve = () => import.meta.url;
