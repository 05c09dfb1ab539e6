/** Keeps the work while it is being done, and brings it back: in this browser first, then in the account. */
import { account } from '../progress/account.ts';
import { openDrafts, unsentDrafts, type DraftStore } from './draft-store.ts';
import type { Notice } from './notice.ts';
import { sendDraft, sendOtherDrafts, type AccountDraft } from './send-draft.ts';
import { readFiles, sameFiles, writeFiles, type Files, type Sources } from './source-files.ts';

/** What keeping needs. */
interface Desk {
  readonly exercise: string;
  readonly hash: string;
  readonly sources: Sources;
  readonly starter: Files;
  readonly notice: Notice;
  readonly drafts: DraftStore;
  readonly say: (sentence: string) => void;
}

/** Restores the draft, then keeps it: a moment after each change, and when the page is left. */
export function connectDrafts(workspace: HTMLElement, sources: Sources, starter: Files, notice: Notice): void {
  const { exercise = '', hash = '', graded, opened, draft } = workspace.dataset;
  // Takes over what was done without an account, so that it is found under this one.
  unsentDrafts();
  const saved = workspace.querySelector('[data-saved]');
  const say = (sentence: string): void => void (saved && (saved.textContent = sentence));
  const desk = { exercise, hash, sources, starter, notice, drafts: openDrafts(exercise, hash), say };
  const inAccount = draft === undefined ? undefined : (JSON.parse(draft) as AccountDraft);
  const sender = account === undefined ? undefined : openSender(desk);
  if (opened !== undefined) offerDraft(desk, inAccount, opened);
  // After a run without script the page holds what was sent, which is newer.
  else if (graded === undefined) restore(desk, inAccount, sender);
  const save = keepHere(desk, workspace, inAccount?.revision ?? 0, sender);
  if (graded !== undefined) save();
  if (account !== undefined) void sendOtherDrafts(exercise);
}

function restore(desk: Desk, inAccount: AccountDraft | undefined, sender: Sender | undefined): void {
  const { drafts, sources, starter, notice, hash } = desk;
  const stored = drafts.read();
  const current = inAccount && inAccount.exerciseHash.slice(0, 12) === hash.slice(0, 12);
  const startOver = { label: 'Start over', act: () => writeFiles(sources, starter) };
  if (stored && (stored.unsent || !current)) {
    if (!sameFiles({ ...starter, ...stored.files }, readFiles(sources))) {
      writeFiles(sources, { ...starter, ...stored.files });
      notice.show('The draft from before is back.', startOver);
    }
    if (stored.unsent) sender?.soon();
  } else if (inAccount && current) {
    drafts.write({
      files: readFiles(sources),
      changedAt: Date.parse(inAccount.savedAt),
      base: inAccount.revision,
      unsent: false,
    });
    if (!sameFiles(readFiles(sources), starter)) notice.show('The draft from before is back.', startOver);
  }
  if (inAccount && !current) offer(desk, 'There is a draft for an earlier version of this exercise.', inAccount.files);
  if (inAccount?.other) sender?.offerOther(inAccount);
}

function offer({ notice, sources, starter }: Desk, sentence: string, files: Files): void {
  notice.show(sentence, { label: 'Show it', act: () => writeFiles(sources, { ...starter, ...files }) });
}

/** A submission was opened again: the draft waits until something is changed. */
function offerDraft(
  { drafts, notice, sources, starter }: Desk,
  inAccount: AccountDraft | undefined,
  when: string,
): void {
  const stored = drafts.read();
  const files = stored?.unsent ? stored.files : (inAccount?.files ?? stored?.files);
  const back = files && { label: 'Back to the draft', act: () => writeFiles(sources, { ...starter, ...files }) };
  notice.show(`This is what was submitted ${when}.`, back);
}

/** Stores a moment after each change. Gives back what stores at once. */
function keepHere(desk: Desk, workspace: HTMLElement, revision: number, sender: Sender | undefined): () => void {
  const { drafts, sources, starter, notice, say } = desk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const files = readFiles(sources);
    const untouched = sameFiles(files, starter);
    const base = drafts.read()?.base ?? revision;
    if (untouched && !sender) drafts.remove();
    else if (!drafts.write({ files, changedAt: Date.now(), base, unsent: true }))
      notice.show('This browser does not let the draft be saved. Copy the code before leaving the page.');
    say(untouched && !sender ? '' : 'Saved in this browser');
    sender?.soon();
  };
  workspace.addEventListener('input', () => {
    say('');
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) save();
    sender?.now();
  });
  return save;
}

interface Sender {
  /** Sends after a pause, so that typing is not sent letter by letter. */
  soon(): void;
  now(): void;
  /** Offers the work that the account keeps beside the draft. */
  offerOther(draft: AccountDraft): void;
}

const pauseMs = 1_200;
const againMs = 30_000;

function openSender(desk: Desk): Sender {
  const { exercise, hash, drafts, sources, starter, notice, say } = desk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let keepPrevious = false;
  const later = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), milliseconds);
  };
  const send = async (): Promise<void> => {
    const draft = drafts.read();
    if (sending || !draft?.unsent) return;
    sending = true;
    const result = await sendDraft(exercise, hash, draft, keepPrevious);
    sending = false;
    if (result.outcome === 'not-saved') {
      say(result.sentence);
      return later(againMs);
    }
    keepPrevious = false;
    const base = result.outcome === 'saved' ? result.revision : result.draft.revision;
    const now = drafts.read() ?? draft;
    const changed = !sameFiles(now.files, draft.files);
    drafts.write({ ...now, base, unsent: changed });
    if (changed) return later(pauseMs);
    say('Saved in the account');
    if (result.outcome === 'conflict') settle(result.draft);
  };
  /** The newer of two is shown, and the older offered. */
  const settle = (draft: AccountDraft): void => {
    const mine = readFiles(sources);
    if (!sameFiles({ ...starter, ...draft.files }, mine)) {
      drafts.write({ files: draft.files, changedAt: Date.parse(draft.savedAt), base: draft.revision, unsent: false });
      writeFiles(sources, { ...starter, ...draft.files });
    }
    if (draft.other) offerOther(draft);
  };
  const offerOther = ({ other, savedAt }: AccountDraft): void => {
    if (!other) return;
    const sentence = `Another tab or device has other work on this, from ${timeText(other.savedAt)}; shown is that from ${timeText(savedAt)}.`;
    notice.show(sentence, {
      label: 'Show the other',
      act: () => {
        keepPrevious = true;
        writeFiles(sources, { ...starter, ...other.files });
      },
      dismiss: () => void letGo(exercise, other.savedAt),
    });
  };
  addEventListener('online', () => void send());
  return { soon: () => later(pauseMs), now: () => void send(), offerOther };
}

/** The learner keeps what is shown: the other is not offered again. */
async function letGo(exercise: string, savedAt: string): Promise<void> {
  try {
    await fetch(`/api/drafts/${exercise}/other?savedAt=${savedAt}`, { method: 'DELETE' });
  } catch {
    // It is offered once more, which costs a click.
  }
}

function timeText(time: string): string {
  return new Date(time).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
