/** What can go wrong with a request, once for machines (RFC 9457) and for people (the page at its type's URL). */

/** One kind of problem. Its name is permanent: programs may compare it. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What to do about it, for the page. */
  readonly advice: string;
}

export const problemKinds = {
  'request-unreadable': {
    status: 400,
    title: 'The request could not be read',
    advice: 'Send the request again. A program that sends it should check its syntax against what the detail names.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Nobody is signed in',
    advice: 'Sign in, then repeat the step. A session ends after 30 days without use, or from the account page.',
  },
  'not-allowed': {
    status: 403,
    title: 'This needs another role',
    advice: 'Ask whoever runs this site for the role, or go on with the course.',
  },
  'form-expired': {
    status: 403,
    title: 'The form is too old',
    advice:
      'Go back, reload the page and send the form again. This happens when somebody signed in or out in another tab, or when cookies are off.',
  },
  'prove-first': {
    status: 403,
    title: 'This needs a fresh proof',
    advice: 'Give the password or use the passkey again, then repeat the step.',
  },
  'other-site': {
    status: 403,
    title: 'The request came from another site',
    advice:
      'Open Ounce in this window and repeat the step there. Requests that change something are taken from this site’s own pages only.',
  },
  'not-passed-yet': {
    status: 403,
    title: 'The solution opens after passing',
    advice: 'Make every check of the exercise pass in this browser first. The hints are there for when it gets stuck.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    advice: 'Check the address, or begin from the course map.',
  },
  'wrong-method': {
    status: 405,
    title: 'This address does not take that method',
    advice: 'Use one of the methods in the Allow header.',
  },
  'too-slow': {
    status: 408,
    title: 'The request took too long to arrive',
    advice: 'Check the connection and send it again.',
  },
  'draft-conflict': {
    status: 409,
    title: 'Another tab or device has saved other work',
    advice: 'Open the exercise again: the newer work is there, and the older is offered beside it.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    advice: 'Shorten the program: a request may have 128 KB, the files in it 64 KB together.',
  },
  'wrong-type': {
    status: 415,
    title: 'The request has a content type that is not read here',
    advice: 'Send JSON with the header Content-Type: application/json.',
  },
  'request-wrong': {
    status: 422,
    title: 'The request does not have the right shape',
    advice: 'Send what the detail names. A program should check its fields against the documentation.',
  },
  'submission-wrong': {
    status: 422,
    title: 'The submission does not fit the exercise',
    advice: 'Send exactly the files that the exercise starts with, each as text.',
  },
  'form-wrong': {
    status: 422,
    title: 'Something in the form is not right',
    advice: 'Go back: beside each field it says what is wanted.',
  },
  'too-many': {
    status: 429,
    title: 'Too many runs in a short time',
    advice: 'Wait for the time that the answer names, then run again. The work in the editor is kept.',
  },
  'too-many-tries': {
    status: 429,
    title: 'Too many tries in a short time',
    advice: 'Wait for the time that the answer names, then try again.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers of the request are too large',
    advice: 'Clear the cookies of this site, then try again.',
  },
  broken: {
    status: 500,
    title: 'Something broke on this side',
    advice: 'Try again in a moment. The work in the editor is kept in the browser.',
  },
  'data-away': {
    status: 503,
    title: 'Accounts and progress are out of reach',
    advice: 'Lessons and exercises work; nothing can be saved on this side for now. Try again in a minute.',
  },
  busy: {
    status: 503,
    title: 'All graders are busy',
    advice: 'Wait a few seconds and run again. The work in the editor is kept.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof problemKinds;

/** A problem that happened, with the sentence that says what exactly. */
export interface Problem {
  readonly name: ProblemName;
  readonly detail: string;
  /** What is wrong one by one, when there is more than one thing. */
  readonly problems?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** For wrong-method: what is allowed. */
  readonly allow?: string;
  /** Members of the body beside those of every problem. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The body of an application/problem+json answer. */
export function problemBody(problem: Problem): Record<string, unknown> {
  const { status, title } = problemKinds[problem.name];
  return {
    type: `/problems/${problem.name}`,
    title,
    status,
    detail: problem.detail,
    ...problem.more,
    ...(problem.problems && { problems: problem.problems }),
    ...(problem.retryAfterSeconds !== undefined && { retryAfterSeconds: problem.retryAfterSeconds }),
  };
}

/** The headers that belong to a problem, whatever its body. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    ...(problem.retryAfterSeconds !== undefined && { 'Retry-After': String(problem.retryAfterSeconds) }),
    ...(problem.allow && { Allow: problem.allow }),
  };
}
