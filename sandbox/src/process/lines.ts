/** Requests and replies as lines of JSON over a child's standard input and output: the child's side. */

/** Answers each line with one line, in turn. Ends the process when the parent is gone. */
export function answerLines(answer: (message: unknown) => unknown): void {
  let turn = Promise.resolve();
  let received = '';
  // By hand: node:readline ends a line at U+2028 as well, which JSON leaves as it is.
  process.stdin.setEncoding('utf8').on('data', (text: string) => {
    const lines = (received + text).split('\n');
    received = lines.pop()!;
    for (const line of lines) {
      turn = turn.then(async () => {
        const reply = await answer(JSON.parse(line));
        process.stdout.write(`${JSON.stringify(reply)}\n`);
      });
    }
  });
  process.stdin.on('end', () => process.exit(0));
}
