/** Requests and replies as lines of JSON over a child's standard input and output: the child's side. */
import { createInterface } from 'node:readline';

/** Answers each line with one line, in turn. Ends the process when the parent is gone. */
export function answerLines(answer: (message: unknown) => unknown): void {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  let turn = Promise.resolve();
  lines.on('line', (line) => {
    turn = turn.then(async () => {
      const reply = await answer(JSON.parse(line));
      process.stdout.write(`${JSON.stringify(reply)}\n`);
    });
  });
  lines.on('close', () => process.exit(0));
}
