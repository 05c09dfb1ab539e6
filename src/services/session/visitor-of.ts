/** The visitor of a page that only somebody who is signed in reaches. */
import type { Visitor } from '../../domain/visitor.ts';
import type { Caller } from './caller.ts';

/** Throws where the table of access would let somebody else in: that would be our mistake. */
export function visitorOf({ locals }: Pick<Caller, 'locals'>): Visitor {
  if (!locals.visitor)
    throw new Error('Cannot show this page: nobody is signed in, which src/domain/access.ts should ask for');
  return locals.visitor;
}
