import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesFrom } from '../../../../workers/ingest/ranges/range-bytes';

afterEach(() => vi.useRealTimers());

/** A file whose slices stream as `streamed` says. */
function fileOf(bytes: Uint8Array<ArrayBuffer>, streamed: (part: Uint8Array) => ReadableStream): File {
  const file = new File([bytes], 'some.csv');
  const slice = (from = 0, to = bytes.length) =>
    Object.assign(new Blob([bytes.slice(from, to)]), { stream: () => streamed(bytes.slice(from, to)) });
  return Object.assign(file, { slice });
}

/** Hands on a few bytes at a time; ends, or stalls, after so many. */
function byteStream(part: Uint8Array, step: number, most: number, stalls: boolean): ReadableStream {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull: (controller: ReadableByteStreamController) => {
      const end = Math.min(part.length, at + step, most);
      if (end > at) controller.enqueue(part.slice(at, end));
      else if (stalls) return new Promise<void>(() => undefined);
      else {
        controller.close();
        // A read into memory ends by this alone.
        controller.byobRequest?.respond(0);
      }
      at = end;
      return Promise.resolve();
    },
  });
}

async function taken(file: File, from: number, to: number, most = Infinity): Promise<number[]> {
  const got: number[] = [];
  const more = bytesFrom(file, from, to, 3);
  for (let next = await more.next(); !next.done && got.length < most; next = await more.next()) got.push(...next.value);
  await more.return();
  return got.slice(0, most);
}

describe('bytes of a range and what follows', () => {
  const bytes = Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 251);

  it('are those of the file, in whatever pieces a stream hands them on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(399), fc.nat(400), fc.integer({ min: 1, max: 90 }), fc.nat(500), async (from, to, step, most) => {
        const file = fileOf(bytes, (part) => byteStream(part, step, Infinity, false));
        expect(await taken(file, from, to, most)).toEqual([...bytes.subarray(from, Math.min(400, from + most))]);
      }),
    );
  });

  it('come without streams, too', async () => {
    const file = fileOf(bytes, () => new ReadableStream());
    expect(await taken(file, 20, 200)).toEqual([...bytes.subarray(20)]);
  });

  it('come where a stream stalls', async () => {
    vi.useFakeTimers();
    for (const most of [0, 1, 50]) {
      const got = taken(
        fileOf(bytes, (part) => byteStream(part, 20, most, true)),
        20,
        200,
      );
      for (let i = 0; i < 40; i++) await vi.advanceTimersByTimeAsync(4000);
      expect(await got).toEqual([...bytes.subarray(20)]);
    }
  });

  it('are missed where the file has fewer than before', async () => {
    const file = fileOf(bytes, (part) => byteStream(part, 20, 50, false));
    await expect(taken(file, 20, 200)).rejects.toMatchObject({ code: 'file-changed' });
  });
});
