import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTar, writeTar, type Entry } from '#src/db/backup/tar.ts';

interface Plain {
  readonly name: string;
  readonly bytes?: Buffer;
}

const names = fc
  .stringMatching(/^[a-z0-9_]{1,40}(?:\/[a-z0-9_.-]{1,40}){0,3}$/)
  .filter((name) => !/\.\.?(?:\/|$)/.test(name));
const bytes = fc.uint8Array({ maxLength: 2_000 }).map((some) => Buffer.from(some));
const files = fc.record({ name: names, bytes }, { noNullPrototype: true });

test('readTar() reads what writeTar() wrote, however the bytes arrive', async () => {
  const all = fc.array(
    fc.oneof(
      files,
      names.map((name) => ({ name })),
    ),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(all, fc.integer({ min: 1, max: 700 }), async (entries: Plain[], piece) => {
      const bytes = await archive(entries);
      assert.deepEqual(await unpack(inPieces(bytes, piece)), entries);
    }),
    { numRuns: 60 },
  );
});

test('tar itself reads what writeTar() wrote, names of up to 255 bytes among it', async () => {
  const long = `${'f'.repeat(100)}/${'g'.repeat(50)}/${'h'.repeat(100)}`;
  const bytes = await archive([{ name: 'folder' }, { name: long, bytes: Buffer.from('x'.repeat(513)) }]);
  const listed = execFileSync('tar', ['tvf', '-'], { input: bytes }).toString();
  assert.match(listed, /drwx------ .* folder\/\n-rw------- .* 513 .* f{100}\/g{50}\/h{100}\n$/);
  await assert.rejects(archive([{ name: 'i'.repeat(101), bytes: Buffer.alloc(0) }]), /longer than tar can say/);
});

test('readTar() refuses an archive that is cut off or changed, and links', async () => {
  const bytes = await archive([{ name: 'file', bytes: Buffer.alloc(700, 1) }]);
  for (const end of [0, 300, 512, 900, 1_500]) {
    await assert.rejects(unpack(inPieces(bytes.subarray(0, end), 100)), /ends too early/, String(end));
  }
  const changed = Buffer.from(bytes);
  changed[3] = 0x20;
  await assert.rejects(unpack(inPieces(changed, 512)), /it is damaged/);
  const link = Buffer.from(bytes);
  link[156] = 0x32;
  link.write('0000000', 148);
  link.write(sum(link).toString(8).padStart(6, '0') + '\u0000 ', 148);
  await assert.rejects(unpack(inPieces(link, 512)), /neither a file nor a folder/);
});

function sum(head: Buffer): number {
  return head.subarray(0, 512).reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function archive(entries: readonly Plain[]): Promise<Buffer> {
  return buffer(writeTar(Readable.from(entries.map(entryOf)) as AsyncIterable<Entry>));
}

function entryOf({ name, bytes }: Plain): Entry {
  if (bytes === undefined) return { kind: 'folder', name };
  return { kind: 'file', name, size: bytes.length, chunks: Readable.from([bytes]) as AsyncIterable<Buffer> };
}

function inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return Readable.from(pieces) as AsyncIterable<Buffer>;
}

async function unpack(bytes: AsyncIterable<Buffer>): Promise<Plain[]> {
  const found: Plain[] = [];
  for await (const entry of readTar(bytes)) {
    found.push(
      entry.kind === 'folder' ? { name: entry.name } : { name: entry.name, bytes: await buffer(entry.chunks) },
    );
  }
  return found;
}
