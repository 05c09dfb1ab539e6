/** Starts the attacker as a worker that ignores every signal and the end of its input, says how it is held, and waits. */
import { detectIsolation } from '@ounce/sandbox';
import { processClasses } from '../../../sandbox/src/isolation/process-class.ts';
import { startChild } from '../../../sandbox/src/process/child.ts';

const { level, shut } = await detectIsolation();
const child = startChild({
  ...shut({ command: process.argv[2]!, args: ['quiet'] }, [], processClasses.js),
  mostReplyBytes: 100,
});
console.log(level);
setInterval(() => child.alive, 1_000);
