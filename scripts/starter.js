// Plain JavaScript without a static import but this one, so that an old Node gets a sentence and not a stack.
import { nodeTooOld } from './starter/node-version.js';

const complaint = nodeTooOld(process.version);
if (complaint) {
  console.error(complaint);
  process.exitCode = 2;
} else {
  import('./starter/run-command.js')
    .then(({ runCommand }) => runCommand(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((/** @type {unknown} */ error) => {
      console.error(error);
      process.exitCode = 2;
    });
}
