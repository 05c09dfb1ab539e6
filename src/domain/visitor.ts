/** Who is signed in, as pages and services know them. */
export interface Visitor {
  readonly id: string;
  readonly handle: string;
  readonly role: 'learner' | 'author' | 'operator';
  /** The hashed id of the session, to tell it from others. */
  readonly sessionId: string;
  /** When the password, passkey or code was last given in this session. */
  readonly provenAt: Date;
}
