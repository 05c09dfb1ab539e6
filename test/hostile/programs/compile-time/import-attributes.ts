// expect: failed load|syntax
// Something that is no program.
import data from './data.json' with { type: 'json' };
export const solve = () => data;
