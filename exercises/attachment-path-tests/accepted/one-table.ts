import { deepStrictEqual } from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAttachment } from './app.ts';

mkdirSync('/app/attachments/tests');
writeFileSync('/app/attachments/tests/mine.txt', 'mine');
writeFileSync('/app/attachments2', 'not an attachment');
symlinkSync('/', '/app/attachments/tests/everything');

const names: [name: string, text: string | null][] = [
  ['tests/mine.txt', 'mine'],
  ['tests/../../config.txt', null],
  ['../config.txt', null],
  ['../../app/config.txt', null],
  ['..././config.txt', null],
  ['.../...//config.txt', null],
  ['....//config.txt', null],
  ['/app/config.txt', null],
  ['../attachments2', null],
  ['%2e%2e%2fconfig.txt', null],
  ['%252e%252e%252fconfig.txt', null],
  ['..\\config.txt', null],
  ['tests\\..\\..\\config.txt', null],
  ['..\u0000/config.txt', null],
  ['tests/everything/app/config.txt', null],
];

test('every name gives its attachment or nothing', async () => {
  const given = [];
  for (const [name] of names) {
    try {
      given.push([name, await readAttachment(name)]);
    } catch {
      given.push([name, null]);
    }
  }
  deepStrictEqual(given, names);
});
