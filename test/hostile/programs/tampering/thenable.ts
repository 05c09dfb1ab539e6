// expect: failed finding
// Not a promise, and it has a then().
export const solve = () => ({ then: (ok: any) => ok({ ok: true, v: null, status: 'passed' }) });
