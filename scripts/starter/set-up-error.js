/** Set-up failed in a way that the user can mend. Its message is the whole of what they are told. */
export class SetUpError extends Error {
  code = 'SET_UP_FAILED';
}
