import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkHandle, keyOf } from '#src/domain/handle.ts';

const why = (typed: string): string => {
  const checked = checkHandle(typed);
  return checked.outcome === 'wrong' ? checked.why : '';
};

test('checkHandle() takes handles of any one script', () => {
  for (const handle of [
    'ana',
    'Zoë',
    'anna.b-1',
    'ничья',
    'ελένη',
    '日本語テスト',
    '한국어漢字',
    'مريم',
    'अनन्या',
    'x'.repeat(30),
  ])
    assert.equal(why(handle), '', handle);
});

test('checkHandle() says what is wrong with any other', () => {
  const wrong: Record<string, RegExp> = {
    '': /missing/,
    ab: /at least 3/,
    ['x'.repeat(31)]: /at most 30/,
    'two words': /no spaces/,
    'zero\u200bwidth': /no spaces/,
    'turned\u202eround': /no spaces/,
    '<b>': /can’t have “<”/,
    '.dot': /begins and ends/,
    'a--b': /one sign/,
    раypal: /one script/,
    'ze\u0301\u0301\u0301ro': /marks/,
    Admin: /the site itself/,
    ａｄｍｉｎ: /the site itself/,
  };
  for (const [handle, words] of Object.entries(wrong)) assert.match(why(handle), words, handle);
});

test('keyOf() makes one of what looks the same', () => {
  const same = [
    ['Straße', 'STRASSE'],
    ['ﬁsh', 'fish'],
    ['Zoe\u0308', 'Zoë'],
    ['ＡＮＡ', 'ana'],
    ['сосо', 'coco'],
    ['ΣΑΣ', 'σας'],
  ];
  for (const [one = '', other = ''] of same) assert.equal(keyOf(one), keyOf(other), `${one} ${other}`);
  assert.notEqual(keyOf('ana'), keyOf('anna'));
});

test('keyOf() of a key is that key, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => keyOf(keyOf(typed)) === keyOf(typed)),
  );
});
