/** What a password must be, and how hard it would be to guess. The browser uses the same rules, without the list. */

/** Characters. Length is what counts; nothing is asked of their kinds. */
const shortestPassword = 12;
const longestPassword = 256;

/** The password as it is hashed: one spelling for what looks the same on every keyboard. */
export function passwordText(typed: string): string {
  return typed.normalize('NFKC');
}

/** Why a password can't be taken, for beside the field; undefined when it can. `common`: passwords in lower case that are guessed first. */
export function passwordProblem(typed: string, handle: string, common: ReadonlySet<string>): string | undefined {
  const password = passwordText(typed);
  const length = [...password].length;
  if (length === 0) return 'A password is missing.';
  if (length < shortestPassword)
    return `At least ${shortestPassword} characters are needed; this has ${length}. Several words in a row are easy to remember.`;
  if (length > longestPassword) return `At most ${longestPassword} characters are taken; this has ${length}.`;
  const plain = password.toLowerCase();
  if (common.has(plain) || common.has(plain.replace(/\s/g, '')))
    return 'This password is on lists that attackers try first. Choose another.';
  const name = handle.normalize('NFKC').toLowerCase();
  const rest = name.length >= 3 ? plain.replaceAll(name, '') : plain;
  if (rest !== plain && [...rest].length < 8)
    return 'This is the handle with little added. Choose something unrelated.';
  if (new Set(plain).size < 5) return 'Few different characters in many places are guessed early. Choose another.';
  if (isRepetition(plain)) return 'This repeats one short piece. Choose something longer than the piece.';
  if (isMadeOf(plain, common))
    return 'This is made of one or two of the commonest passwords, digits and rows of keys. Add words that have nothing to do with them.';
  return undefined;
}

/** A piece of up to eight characters, over and over. */
function isRepetition(text: string): boolean {
  return /^(.{1,8}?)\1+.{0,2}$/su.test(text);
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(''))];
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** Whether at most two common passwords, with digits, signs and rows of keys around them, make up the whole. */
function isMadeOf(text: string, common: ReadonlySet<string>): boolean {
  const bare = [...text].map((letter) => disguises[letter] ?? letter).join('');
  // By position: how many common passwords lead there at least.
  const least = Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (let from = 0; from < text.length; from++) {
    if (least[from]! > 2) continue;
    for (let to = from + 1; to <= Math.min(text.length, from + 20); to++) {
      const price = priceOf(text.slice(from, to), bare.slice(from, to), common);
      if (price !== undefined) least[to] = Math.min(least[to]!, least[from]! + price);
    }
  }
  return least[text.length]! <= 2;
}

function priceOf(piece: string, bare: string, common: ReadonlySet<string>): number | undefined {
  if (/^(?:[^\p{L}]+)$/u.test(piece)) return 0;
  if (piece.length < 4) return undefined;
  return common.has(piece) || common.has(bare) || runs.some((run) => run.includes(piece)) ? 1 : undefined;
}

/** How strong a password looks, in words and as a share of what the meter shows. */
export interface Strength {
  readonly steps: 0 | 1 | 2 | 3 | 4;
  readonly words: string;
}

const words = ['Too easy to guess', 'Weak', 'Fair', 'Good', 'Strong'] as const;

/** An estimate from length and variety. Only what the rules refuse is refused; this helps to choose. */
export function strengthOf(typed: string, handle: string, common: ReadonlySet<string>): Strength {
  if (passwordProblem(typed, handle, common) !== undefined) return { steps: 0, words: words[0] };
  const bits = guessBits(passwordText(typed));
  const steps = bits < 50 ? 1 : bits < 65 ? 2 : bits < 85 ? 3 : 4;
  return { steps, words: words[steps] };
}

/** Letters in words are worth about 2.2 bits, others what their kinds make of them; a repeated character is worth little. */
function guessBits(password: string): number {
  const letters = [...password];
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u].filter((kind) => kind.test(password)).length;
  const each = kinds >= 3 ? 4.5 : kinds === 2 ? 3.4 : 2.8;
  return letters.reduce(
    (bits, letter, at) => bits + (letters.indexOf(letter) >= at - 2 && letter === letters[at - 1] ? 0.5 : each),
    0,
  );
}
