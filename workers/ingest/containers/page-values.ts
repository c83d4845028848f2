import type * as Convert from 'hyparquet/src/convert.js';
import type * as Delta from 'hyparquet/src/delta.js';
import type * as Encoding from 'hyparquet/src/encoding.js';
import type * as Plain from 'hyparquet/src/plain.js';
import type { ColumnDecoder, DecodedArray } from 'hyparquet/src/types.js';
import type { DecodingBudget } from './decoding-budget';
import { PageError } from './page-runs';

/** Values that are made and converted at a time where each is an object, of some hundred bytes, before it is converted. */
const PIECE = 1 << 14;

/** The parts of the reader that decode values. */
export interface ValueDecoders {
  readonly convert: typeof Convert.convert;
  readonly deltaBinaryUnpack: typeof Delta.deltaBinaryUnpack;
  readonly readPlain: typeof Plain.readPlain;
  readonly readRleBitPackedHybrid: typeof Encoding.readRleBitPackedHybrid;
}

/** The values of a page from front to back, as they stand: a page may have millions, of which those alone are made that are wanted. */
export interface RawValues {
  /** They need not be converted any more. */
  readonly isReady?: boolean;
  skip(count: number): void;
  /** The next ones. Texts are parts of the page, or of what is used for the next; others are on memory of their own. */
  take(count: number): DecodedArray;
}

function listOf<T>(count: number, make: () => T): T[] {
  const list = new Array<T>(count);
  for (let i = 0; i < count; i++) list[i] = make();
  return list;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes of a value that has a fixed number of them; 0 for others. */
export function bytesEach({ type, element }: ColumnDecoder): number {
  if (type === 'FIXED_LEN_BYTE_ARRAY') return element.type_length ?? 0;
  if (type === 'BYTE_ARRAY' || type === 'BOOLEAN') return 0;
  return type === 'INT96' ? 12 : type === 'INT64' || type === 'DOUBLE' ? 8 : 4;
}

/** Next to each other. */
export function fixedValues(bytes: Uint8Array, from: number, decoder: ColumnDecoder, { readPlain }: ValueDecoders): RawValues {
  const width = bytesEach(decoder);
  if (width <= 0) throw new PageError('values of no length');
  let at = from;
  return {
    skip: (count) => (at += count * width),
    take(count) {
      if (count * width > bytes.length - at) throw new PageError('cut');
      const own = bytes.slice(at, at + count * width);
      at += count * width;
      return readPlain({ view: viewOf(own), offset: 0 }, decoder.type, count, width);
    },
  };
}

/** The first bytes of all values, then the second ones, and so on. */
export function splitValues(bytes: Uint8Array, from: number, all: number, decoder: ColumnDecoder, decoders: ValueDecoders): RawValues {
  const width = bytesEach(decoder);
  if (width <= 0 || all * width > bytes.length - from) throw new PageError('cut');
  let at = 0;
  return {
    skip: (count) => (at += count),
    take(count) {
      const own = new Uint8Array(count * width);
      for (let byte = 0; byte < width; byte++) {
        for (let i = 0; i < count; i++) own[i * width + byte] = bytes[from + byte * all + at + i]!;
      }
      at += count;
      return fixedValues(own, 0, decoder, decoders).take(count);
    },
  };
}

/** Texts, each with its length before it. */
export function lengthyTexts(bytes: Uint8Array, from: number): RawValues {
  const view = viewOf(bytes);
  let at = from;
  const lengthAt = () => view.getUint32(at, true);
  return {
    skip(count) {
      for (let i = 0; i < count; i++) at += 4 + lengthAt();
    },
    take: (count) =>
      listOf(count, () => {
        const length = lengthAt();
        at += 4 + length;
        return bytes.subarray(at - length, at);
      }),
  };
}

/** Texts whose lengths stand before all of them. */
export function measuredTexts(bytes: Uint8Array, from: number, lengths: Int32Array): RawValues {
  let next = 0;
  let at = from;
  const step = () => {
    const start = at;
    at += lengths[next++]!;
    if (at < start || at > bytes.length) throw new PageError('cut');
    return start;
  };
  return {
    skip(count) {
      for (let i = 0; i < count; i++) step();
    },
    take: (count) =>
      listOf(count, () => {
        const start = step();
        return bytes.subarray(start, at);
      }),
  };
}

/** Texts of what each shares with the one before, and of what it does not. */
export function sharingTexts(bytes: Uint8Array, from: number, shared: Int32Array, own: Int32Array): RawValues {
  const rests = measuredTexts(bytes, from, own);
  let current = new Uint8Array(64);
  let next = 0;
  const step = () => {
    const kept = shared[next]!;
    const [rest] = rests.take(1) as [Uint8Array];
    const length = kept + rest.length;
    if (length > current.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(current.subarray(0, kept));
      current = larger;
    }
    current.set(rest, kept);
    next++;
    return length;
  };
  return {
    skip(count) {
      for (let i = 0; i < count; i++) step();
    },
    take: (count) =>
      listOf(count, () => {
        const length = step();
        return current.slice(0, length);
      }),
  };
}

/** One bit each. */
export function plainTruths(bytes: Uint8Array, from: number): RawValues {
  let next = 0;
  return {
    skip: (count) => (next += count),
    take: (count) =>
      listOf(count, () => {
        const byte = bytes[from + (next >> 3)];
        if (byte === undefined) throw new PageError('cut');
        return ((byte >> (next++ & 7)) & 1) === 1;
      }),
  };
}

/** Values that have been decoded already, in few bytes each. */
export function decodedValues<T extends Uint8Array | Uint32Array | Int32Array | BigInt64Array>(
  all: T,
  made: (some: T) => DecodedArray,
  isReady = false,
): RawValues {
  let next = 0;
  return {
    isReady,
    skip: (count) => (next += count),
    take(count) {
      next += count;
      return made(all.subarray(next - count, next) as T);
    },
  };
}

/** Raw values as they are to be read, made piece by piece. */
export function converted(
  raw: RawValues,
  count: number,
  decoder: ColumnDecoder,
  { convert }: ValueDecoders,
  budget: DecodingBudget,
): DecodedArray {
  const { type } = decoder;
  if (raw.isReady === true) return raw.take(count);
  if (type !== 'BYTE_ARRAY' && type !== 'FIXED_LEN_BYTE_ARRAY' && type !== 'INT96') return convert(raw.take(count), decoder);
  const isText = type === 'BYTE_ARRAY';
  const values = new Array<unknown>(count);
  for (let done = 0; done < count;) {
    const some = raw.take(Math.min(PIECE, count - done));
    for (const value of some) if (value instanceof Uint8Array) budget.takeBytes(value.length);
    const ready = convert(some, decoder);
    for (let i = 0; i < some.length; i++) values[done++] = isText ? ofItsOwn(ready[i]) : ready[i];
  }
  return values;
}

/** A page is not to be kept for the sake of a few of its values. */
const ofItsOwn = (value: unknown) => (value instanceof Uint8Array ? value.slice() : value);

/** The words of a dictionary, each made when it is first asked for. */
export class Words {
  private readonly seen: Uint8Array;
  private readonly words: unknown[];
  private readonly starts: Uint32Array | null;

  constructor(
    private readonly bytes: Uint8Array,
    readonly count: number,
    private readonly decoder: ColumnDecoder,
    private readonly decoders: ValueDecoders,
  ) {
    this.seen = new Uint8Array(count);
    this.words = new Array<unknown>(count);
    this.starts = decoder.type === 'BYTE_ARRAY' ? startsOf(bytes, count) : null;
    if (decoder.type === 'BOOLEAN') throw new PageError('truth values in a dictionary');
    if (this.starts === null && count * bytesEach(decoder) > bytes.length) throw new PageError('cut');
  }

  /** @throws RangeError where one is asked for that the dictionary lacks */
  at(indices: Uint8Array | Uint32Array, budget: DecodingBudget): DecodedArray {
    this.make(indices, budget);
    let next = 0;
    return listOf(indices.length, () => this.words[indices[next++]!]);
  }

  private make(indices: Uint8Array | Uint32Array, budget: DecodingBudget): void {
    const { seen, count, words, decoder, decoders } = this;
    const wanted: number[] = [];
    for (const index of indices) {
      if (index >= count) throw new RangeError('beyond the dictionary');
      if (seen[index] === 1) continue;
      seen[index] = 1;
      wanted.push(index);
    }
    if (wanted.length === 0) return;
    const ready = converted(this.raw(wanted), wanted.length, decoder, decoders, budget);
    wanted.forEach((index, i) => (words[index] = ready[i]));
  }

  private raw(wanted: readonly number[]): RawValues {
    const { starts, bytes, decoder, decoders } = this;
    let next = 0;
    if (starts) {
      const take = (count: number) =>
        wanted.slice(next, (next += count)).map((index) => bytes.subarray(starts[index]! + 4, starts[index + 1]));
      return { skip: (count) => (next += count), take };
    }
    const width = bytesEach(decoder);
    const own = new Uint8Array(wanted.length * width);
    wanted.forEach((index, i) => own.set(bytes.subarray(index * width, (index + 1) * width), i * width));
    return fixedValues(own, 0, decoder, decoders);
  }
}

/** Where each text begins, its length before it, and where the last ends. */
function startsOf(bytes: Uint8Array, count: number): Uint32Array {
  const view = viewOf(bytes);
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let i = 0; i < count; i++) {
    starts[i] = at;
    at += 4 + view.getUint32(at, true);
  }
  if (at > bytes.length) throw new PageError('cut');
  starts[count] = at;
  return starts;
}
