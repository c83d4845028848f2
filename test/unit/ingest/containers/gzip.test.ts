import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blobFlow } from '../../../../workers/ingest/containers/flow';
import { gunzipMembers } from '../../../../workers/ingest/containers/gunzip-members';
import { failure, fileOf } from '../support';
import { textOf } from './support';

const bytesOf = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const packedOf = (texts: readonly string[]) => bytesOf(...texts.map((text) => gzipSync(text)));

/** What {@link gunzipMembers} makes of bytes that come in pieces of a size. */
async function unpackedText(packed: Uint8Array<ArrayBuffer>, piece = packed.length): Promise<string> {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let at = 0; at < packed.length; at += piece) controller.enqueue(packed.slice(at, at + piece));
      controller.close();
    },
  });
  const parts: Uint8Array[] = [];
  for await (const part of gunzipMembers({ stream, taken: () => 0 }, packed.length, 'a.gz')) parts.push(part.slice());
  return Buffer.concat(parts).toString('utf8');
}

/** A member as bgzip writes it: an extra field of a size; with a name. */
function member(text: string, extra: number, name: string): Uint8Array {
  const plain = gzipSync(text);
  const field = Buffer.alloc(2 + extra);
  field.writeUInt16LE(extra, 0);
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 4 | 8;
  return bytesOf(head, field, Buffer.from(`${name}\0`), plain.subarray(10));
}

describe('a gzip of several members', () => {
  it('gives the text of all, wherever it is cut and however often a member is empty', async () => {
    const texts = fc.array(fc.oneof(fc.constant(''), fc.string({ maxLength: 400 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 90 }), async (list, piece) => {
        expect(await unpackedText(packedOf(list), piece)).toBe(list.join(''));
      }),
      { numRuns: 100 },
    );
  });

  it('gives text of many blocks, past headers with long fields', async () => {
    const texts = Array.from({ length: 200 }, (_, i) => `${i},`.repeat(2000));
    const packed = bytesOf(...texts.map((text, i) => member(text, i % 5 === 0 ? 60_000 : 6, `part-${i}.csv`)));
    expect(await unpackedText(packed, 5000)).toBe(texts.join(''));
  });

  it('is damaged where a member does not fit its checksum or its length, is cut, or junk follows', async () => {
    const packed = packedOf(['one\n'.repeat(100), 'two\n'.repeat(100)]);
    const first = gzipSync('one\n'.repeat(100)).length;
    const broken = [first - 8, first - 4, packed.length - 8, packed.length - 1].map((at) =>
      packed.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    const cut = Array.from({ length: 12 }, (_, i) => packed.slice(0, packed.length - 1 - i));
    const junk = [[0], [1, 2, 3], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9]].map((bytes) => bytesOf(packed, Uint8Array.from(bytes)));
    for (const bytes of [...broken, ...cut, ...junk]) {
      expect(await failure(unpackedText(bytes))).toEqual({ code: 'packed-damaged', params: { name: 'a.gz' } });
    }
  });

  it('is a bomb as any other where it unpacks beyond reason', async () => {
    const packed = packedOf([' '.repeat(60 << 20), ' '.repeat(60 << 20)]);
    let length = 0;
    const unpacking = async () => {
      for await (const part of gunzipMembers(blobFlow(new Blob([packed])), packed.length, 'a.gz')) length += part.length;
    };
    expect(await failure(unpacking())).toEqual({ code: 'packed-too-large', params: { name: 'a.gz' } });
    expect(length).toBeLessThanOrEqual(64 << 20);
  });
});

describe('a platform that takes a second member for junk', () => {
  afterEach(() => vi.unstubAllGlobals());

  const rows = (from: number) => Array.from({ length: 500 }, (_, i) => `u${i % 9},2024-01-01,${from + i}\n`).join('');
  const TEXTS = [`user,time,price\n${rows(0)}`, rows(500)];

  it('loses nothing, whether it gave much of the first member or nothing', async () => {
    const file = fileOf(packedOf(TEXTS), 'all.csv.gz');
    for (const given of [0, 10, TEXTS[0]!.length]) {
      vi.stubGlobal(
        'DecompressionStream',
        class {
          readonly readable: ReadableStream<Uint8Array>;
          readonly writable = new WritableStream();
          constructor() {
            let sent = false;
            this.readable = new ReadableStream({
              pull(controller) {
                if (sent || given === 0) controller.error(new TypeError('Junk found after end of compressed data.'));
                else controller.enqueue(new TextEncoder().encode(TEXTS[0]!.slice(0, given)));
                sent = true;
              },
            });
          }
        },
      );
      expect((await textOf(file)).text).toBe(TEXTS.join(''));
    }
  });
});
