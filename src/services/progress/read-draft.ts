/** The work on an exercise as it is kept, and letting go of what is offered beside it. */
export { dropOther as dropOtherDraft, findDraft as readDraft } from '../../db/drafts.ts';
