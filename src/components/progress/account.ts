/** Whose storage this is. The server notes it in a cookie for scripts; what is stored for one account is not shown to another. */

/** The tag of the account that is signed in, or undefined. */
export const account = /(?:^|; )ounce_account=([\w-]{12})(?:;|$)/.exec(document.cookie)?.[1];
