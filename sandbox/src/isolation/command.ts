/** A program to start, and whatever stands before it to shut it in. */
export interface Command {
  command: string;
  args: readonly string[];
  /** What it reads on file descriptor 3. */
  filter?: Buffer | undefined;
}
