/** What can happen to an account, as its owner reads it. Names are permanent: they stand in the database. */

export const securityEventWords = {
  'signed-up': 'The account was made',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'sign-in-failed': 'A sign-in failed: wrong password',
  'second-factor-failed': 'A sign-in failed: wrong code after a right password',
  'recovery-failed': 'A wrong recovery code was tried',
  'proof-failed': 'A wrong password or code was given in a session',
  'recovery-code-used': 'A recovery code was used',
  'recovery-codes-made': 'New recovery codes were made; older ones ended',
  'password-changed': 'The password was changed; other sessions ended',
  'passkey-added': 'A passkey was added',
  'passkey-removed': 'A passkey was removed',
  'authenticator-added': 'An authenticator app was added',
  'authenticator-removed': 'The authenticator app was removed',
  'session-ended': 'A session was ended from the account page',
  'sessions-ended': 'All other sessions were ended',
  'data-exported': 'The data were exported',
  'account-deleted': 'The account was deleted',
  'role-changed': 'The role was changed',
} as const;

export type SecurityEventKind = keyof typeof securityEventWords;
