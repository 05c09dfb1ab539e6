import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordProblem, strengthOf } from '#src/domain/password.ts';
import { readCommonPasswords } from '#src/services/password/read-common.ts';

const common = await readCommonPasswords();

test('the list that ships holds ten thousand passwords, each once and in lower case', () => {
  assert.ok(common.size > 10_000, String(common.size));
  for (const password of ['123456', 'qwerty123456', 'iloveyou', 'correcthorsebatterystaple'])
    assert.ok(common.has(password), password);
  for (const password of common) assert.equal(password, password.toLowerCase());
});

test('passwordProblem() takes passphrases, random characters and any script', () => {
  for (const password of [
    'velvet otter drums quietly',
    'Xk3!mqP9zRt2',
    'Пароль длинный и хороший',
    '三匹の猫が屋根で歌っている夜',
  ])
    assert.equal(passwordProblem(password, 'ana', common), undefined, password);
});

test('passwordProblem() refuses what is short, common, repeated, a row of keys, or the handle, and says so', () => {
  const wrong: Record<string, RegExp> = {
    '': /missing/,
    elevenchars: /At least 12/,
    qwerty123456: /lists/,
    'Correct Horse Battery Staple': /lists/,
    'P@ssw0rd123456': /commonest/,
    monkeydragon1: /commonest/,
    '2024!password': /commonest/,
    qwertyuiopasdfghjkl: /commonest/,
    aaaaaaaaaaaaaa: /Few different/,
    xk3mqpxk3mqp: /repeats/,
    'ana-maria-1234': /handle/,
    ['long enough '.repeat(30)]: /At most 256/,
  };
  for (const [password, words] of Object.entries(wrong))
    assert.match(passwordProblem(password, 'ana-maria', common) ?? '', words, password);
});

test('passwordProblem() is quick whatever it is given', () => {
  const long = ['a1'.repeat(128), 'password'.repeat(32), 'ab'.repeat(100) + 'c', '\u0301'.repeat(256)];
  const before = process.cpuUsage();
  for (const password of long) passwordProblem(password, 'ana', common);
  assert.ok(process.cpuUsage(before).user < 500_000, `${process.cpuUsage(before).user} µs`);
});

test('strengthOf() rises with length, and is nothing for what is refused', () => {
  const steps = [
    'password1234',
    'lamp bridge q',
    'velvet otter drums',
    'velvet otter drums quietly by the river at noon',
  ];
  const found = steps.map((password) => strengthOf(password, 'ana', common).steps);
  assert.equal(found[0], 0);
  assert.deepEqual(found, found.toSorted());
  assert.equal(found.at(-1), 4);
});
