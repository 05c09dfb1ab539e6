/** The name that somebody goes by here, and how two such names are compared. */
import { lookAlikes } from './look-alikes.ts';

export type HandleCheck =
  | { outcome: 'fits'; handle: string; key: string }
  /** Why it can't be taken, for beside the field. */
  | { outcome: 'wrong'; why: string };

const shortest = 3;
const longest = 30;

/** Names that would be taken for the site itself. Compared as keys. */
const reserved = new Set(
  `about account accounts admin admins administrator anonymous api author authors badge certificate certificates contact
  course dashboard everyone exam exercises help host info issuer learn legal login logout mail maintainer me mod moderator
  moderators nobody null official operator operators ounce owner postmaster privacy project projects root search security
  settings sign-in sign-out sign-up signer signin signout signup staff status superuser support sysadmin system team terms
  test undefined user users verify webmaster www you`
    .split(/\s+/)
    .map(keyOf),
);

/** Checks a handle as it was typed. What fits is given back in one spelling, with the key that no other handle may have. */
export function checkHandle(typed: string): HandleCheck {
  const handle = typed.normalize('NFC').trim();
  const why = objectionTo(handle);
  return why === undefined ? { outcome: 'fits', handle, key: keyOf(handle) } : { outcome: 'wrong', why };
}

/** What two handles that look the same have in common: compatibility forms, case and look-alike letters made one. */
export function keyOf(handle: string): string {
  const folded = handle.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  return [...folded.replaceAll('ς', 'σ')].map((letter) => lookAlikes.get(letter) ?? letter).join('');
}

function objectionTo(handle: string): string | undefined {
  const length = [...handle].length;
  if (length === 0) return 'A handle is missing.';
  if (length < shortest) return `A handle has at least ${shortest} characters; this one has ${length}.`;
  if (length > longest) return `A handle has at most ${longest} characters; this one has ${length}.`;
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(handle))
    return `${strange(handle)} Use letters, digits, and . _ - between them.`;
  if (!/^[\p{L}\p{N}]/u.test(handle) || !/[\p{L}\p{M}\p{N}]$/u.test(handle) || /[._-]{2}/.test(handle))
    return 'A handle begins and ends with a letter or digit, and has one sign between them at a time.';
  if (/\p{M}{3}/u.test(handle.normalize('NFD'))) return 'More than two marks on one letter are too many.';
  if (mixesScripts(handle)) return 'Letters of different scripts can be mistaken for one another: keep to one script.';
  if (reserved.has(keyOf(handle))) return 'This handle would be taken for the site itself. Choose another.';
  return undefined;
}

function strange(handle: string): string {
  const first = /[^\p{L}\p{M}\p{N}._-]/u.exec(handle)?.[0] ?? '';
  return /[\s\p{C}\p{Z}]/u.test(first) ? 'A handle has no spaces in it.' : `A handle can’t have “${first}” in it.`;
}

/** Scripts that are written together. */
const together = ['Han|Hiragana|Katakana', 'Han|Hangul', 'Han|Bopomofo'];
const scripts =
  `Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada
  Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Hangul Ethiopic Cherokee Khmer Mongolian Hiragana Katakana Bopomofo Han`
    .split(/\s+/)
    .map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);

function mixesScripts(handle: string): boolean {
  const found = scripts.filter(([, pattern]) => pattern.test(handle)).map(([name]) => name);
  if (found.length < 2) return false;
  return !together.some((group) => found.every((name) => group.split('|').includes(name)));
}
