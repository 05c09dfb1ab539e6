/** Whose storage this is. The server notes it in a cookie for scripts; what is stored for one account is not shown to another. */

/** The handle of who is signed in, as it stands in the cookie, or undefined. */
export const account = /(?:^|; )ounce-name=([^;]+)/.exec(document.cookie)?.[1];
