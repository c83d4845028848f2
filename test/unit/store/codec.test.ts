import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlobSource } from '../../../workers/store/byte-source';
import { decode, encode } from '../../../workers/store/codec';
import { DamageError, NewerError } from '../../../workers/store/damage';

const blobOf = (chunks: Uint8Array[]) => new Blob(chunks as Uint8Array<ArrayBuffer>[]);
const through = (value: unknown) => decode(new BlobSource(blobOf(encode(value))));

const typedArrays = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
);
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', '\ud800', '\udc00', '\ufeff', '\0', '客') }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.double(), fc.integer(), text, fc.boolean(), fc.constantFrom(null, undefined), typedArrays),
    fc.array(tie('value')),
    fc.array(text, { minLength: 14, maxLength: 40 }),
    fc.array(fc.double(), { minLength: 62, maxLength: 80 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('$', '__proto__', 'constructor')), tie('value'), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.oneof(fc.integer(), text), tie('value'))).map((entries) => new Map(entries)),
  ),
}));

describe('codec', () => {
  it('gives back what it was given', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (before) => {
        // Tells −0 from 0, undefined from absent, and kinds of array apart.
        expect(isDeepStrictEqual(await through(before), before)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps −0, NaN and infinities apart, in lists short and long', async () => {
    const odd = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const list = [...odd, ...Array.from({ length: 100 }, (_, i) => odd[i % 5]!)];
    const after = (await through({ odd, list })) as { odd: number[]; list: number[] };
    expect(after.odd.every((x, i) => Object.is(x, odd[i]))).toBe(true);
    expect(after.list.every((x, i) => Object.is(x, list[i]))).toBe(true);
  });

  it('writes an array that stands in two places once, and gives one array back', async () => {
    const labels = new Int32Array(100_000);
    const ids = Array.from({ length: 1000 }, (_, i) => `user ${i}`);
    const once = blobOf(encode({ labels, ids })).size;
    const twice = blobOf(encode({ a: { labels, ids }, b: [{ labels, ids }] })).size;
    expect(twice - once).toBeLessThan(200);
    const after = (await through({ a: labels, b: [labels], c: ids, d: { ids } })) as {
      a: unknown;
      b: unknown[];
      c: unknown;
      d: { ids: unknown };
    };
    expect(after.a).toBe(after.b[0]);
    expect(after.c).toBe(after.d.ids);
  });

  it('writes of a view what the view shows, and gives every array a buffer of its own', async () => {
    const buffer = new Float64Array(1000);
    const view = buffer.subarray(10, 20).fill(7);
    const [a, b] = (await through([view, Float64Array.of(1)])) as Float64Array[];
    expect(a).toEqual(view);
    expect(a!.buffer.byteLength).toBe(80);
    expect(a!.buffer).not.toBe(b!.buffer);
  });

  it('keeps half a million ids, compactly', async () => {
    const ids = Array.from({ length: 500_000 }, (_, i) => (i % 1000 === 0 ? `客${i}` : `user-${i}`));
    const blob = blobOf(encode({ ids }));
    expect(blob.size).toBeLessThan(500_000 * 20);
    expect(await decode(new BlobSource(blob))).toEqual({ ids });
  });

  it.each([
    ['a function', { a: [() => 1] }, 'value.a[0]'],
    ['a Date', { when: new Date() }, 'value.when'],
    ['a class instance', new BlobSource(new Blob()), 'value'],
    ['a Blob', { file: new Blob() }, 'value.file'],
  ])('refuses %s and says where', (_, before, place) => {
    expect(() => encode(before)).toThrow(`${place} is not plain data`);
  });

  it('answers bytes of any kind with a value or with damage', async () => {
    const whole = encode({ ids: Array.from({ length: 20 }, String), m: new Map([[1, Float32Array.of(1, 2)]]), x: [undefined, -0] });
    const bytes = new Uint8Array(await blobOf(whole).arrayBuffer());
    const read = async (changed: Uint8Array<ArrayBuffer>) => {
      try {
        await decode(new BlobSource(new Blob([changed])));
      } catch (error) {
        expect(error instanceof DamageError || error instanceof NewerError).toBe(true);
      }
    };
    for (let length = 0; length < bytes.length; length++) await read(bytes.slice(0, length));
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = bytes.slice();
        for (const [at, flip] of changes) changed[at]! ^= flip;
        await read(changed);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows a later version', async () => {
    const bytes = new Uint8Array(await blobOf(encode({})).arrayBuffer());
    new DataView(bytes.buffer).setUint32(4, 2, true);
    await expect(decode(new BlobSource(new Blob([bytes])))).rejects.toThrow(NewerError);
  });
});
