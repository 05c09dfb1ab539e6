/** Sends what was done without an account or without a connection; the page is shown anew when that changed it. */
import { syncProgress, unsentSteps } from '../progress/progress-store.ts';
import { unsentDrafts } from '../workspace/draft-store.ts';
import { sendOtherDrafts } from '../workspace/send-draft.ts';

async function bringAlong(): Promise<void> {
  const steps = unsentSteps();
  if (unsentDrafts().length > 0) await sendOtherDrafts();
  if ((await syncProgress()) && steps > 0 && unsentSteps() === 0) location.reload();
}

void bringAlong();
