import type { SetUp } from '@ounce/sandbox/exercise';

/** What instructions.mdx says is there; tests may put more beside it. */
export default (({ draw, files }) => {
  for (const file of ['readme.txt', '7/report.txt', '7/photos/door.txt', '8/..draft.txt', '8/100%.txt']) {
    files.write(`/app/attachments/${file}`, `attachment ${draw.token()}`);
  }
  for (const file of ['config.txt', 'attachments-quarantine/report.txt', 'tickets/7.txt']) {
    files.write(`/app/${file}`, `secret ${draw.token()}`);
  }
}) satisfies SetUp<'files', void>;
