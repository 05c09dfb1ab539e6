// expect: failed finding
// A tag that there is not.
export const solve = () => ({ $: 'verdict', v: { status: 'passed' } });
