import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { draftSchema, mergeDraft, sizeOf, type Draft, type SentDraft } from '#src/domain/draft.ts';

const starter = { 'solution.ts': 'start' };
const v1 = 'a'.repeat(64);
const at = (seconds: number): Date => new Date(seconds * 1000);

function kept(over: Partial<Draft> = {}): Draft {
  return {
    files: { 'solution.ts': 'kept' },
    savedAt: at(10),
    exerciseHash: v1,
    revision: 3,
    other: undefined,
    ...over,
  };
}

function sent(over: Partial<SentDraft> = {}): SentDraft {
  const files = { 'solution.ts': 'sent' };
  return { files, savedAt: at(20), exerciseHash: v1, base: 3, keepPrevious: false, ...over };
}

const textOf = (work: { files: Readonly<Record<string, string>> } | undefined): string | undefined =>
  work?.files['solution.ts'];

test('mergeDraft() replaces the draft that the work was made from', () => {
  const { outcome, draft } = mergeDraft(kept(), sent(), starter);
  assert.deepEqual([outcome, textOf(draft), draft.revision, draft.other], ['saved', 'sent', 4, undefined]);
});

test('mergeDraft() takes the same work for the same, whatever it was made from', () => {
  const { outcome, draft } = mergeDraft(kept(), sent({ files: kept().files, base: 1 }), starter);
  assert.deepEqual([outcome, draft.revision], ['same', 3]);
});

test('mergeDraft() lets the newer of two that differ win, and offers the older', () => {
  const newer = mergeDraft(kept(), sent({ base: 2 }), starter);
  assert.deepEqual([newer.outcome, textOf(newer.draft), textOf(newer.draft.other)], ['conflict', 'sent', 'kept']);
  const older = mergeDraft(kept(), sent({ base: 2, savedAt: at(5) }), starter);
  assert.deepEqual([older.outcome, textOf(older.draft), textOf(older.draft.other)], ['conflict', 'kept', 'sent']);
  assert.equal(older.draft.revision, 4);
});

test('mergeDraft() does not offer the starter', () => {
  const { draft } = mergeDraft(kept({ files: starter }), sent({ base: 2 }), starter);
  assert.deepEqual([textOf(draft), draft.other], ['sent', undefined]);
});

test('mergeDraft() offers what it replaces when asked to, and when that was for another version', () => {
  assert.equal(textOf(mergeDraft(kept(), sent({ keepPrevious: true }), starter).draft.other), 'kept');
  const { draft } = mergeDraft(kept(), sent({ exerciseHash: 'b'.repeat(64) }), starter);
  assert.deepEqual([textOf(draft.other), draft.exerciseHash], ['kept', 'b'.repeat(64)]);
});

test('mergeDraft() lets what is offered go once it is the draft', () => {
  const other = { files: { 'solution.ts': 'sent' }, savedAt: at(1) };
  assert.equal(mergeDraft(kept({ other }), sent(), starter).draft.other, undefined);
});

test('mergeDraft() keeps the two newest of any series of saves that have not seen each other', () => {
  const times = fc.uniqueArray(fc.integer({ min: 11, max: 99 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(times, (savedAt) => {
      let draft = kept();
      for (const time of savedAt) {
        const files = { 'solution.ts': `saved at ${time}` };
        draft = mergeDraft(draft, sent({ files, savedAt: at(time), base: 0 }), starter).draft;
      }
      const [newest, second = 10] = savedAt.toSorted((a, b) => b - a);
      assert.equal(textOf(draft), `saved at ${newest}`);
      assert.equal(textOf(draft.other), second === 10 ? 'kept' : `saved at ${second}`);
    }),
  );
});

test('draftSchema refuses texts that can’t be stored, times to come and what is no hash', () => {
  const body = { hash: v1, files: { 'solution.ts': 'x' } };
  assert.equal(draftSchema.safeParse(body).success, true);
  for (const wrong of [
    { ...body, files: { 'solution.ts': 'a\0b' } },
    { ...body, files: { 'solution.ts': '\ud800' } },
    { ...body, files: { '': 'x' } },
    { ...body, hash: 'short' },
    { ...body, ageMs: -1 },
    { ...body, base: 1.5 },
    { ...body, more: 1 },
  ])
    assert.equal(draftSchema.safeParse(wrong).success, false, JSON.stringify(wrong));
});

test('sizeOf() counts bytes', () => {
  assert.equal(sizeOf({ a: 'é', b: 'x' }), 3);
});
