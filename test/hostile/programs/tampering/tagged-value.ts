// expect: failed finding
// The result looks like one of the codec’s own tags.
export const solve = () => ({ $: 'undefined', v: 0 });
