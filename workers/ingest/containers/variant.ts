import { DEEPEST, TooDeepError } from './flatten';
import { PageError } from './page-runs';
import { clock, decimalText, isoDay, plainText, shortestFloat, timestampText, ValueTooLarge } from './parquet-values';

/** Characters of keys and texts that the variants of a cell may come to. */
const MOST_CHARACTERS = 8 << 20;
/** Values that they may have, of some hundred bytes each. */
const MOST_NODES = 1 << 19;
const MICROSECONDS = 1_000_000;
/** Digits that every double holds. */
const EXACT_DIGITS = 15;

/** What the variants of a cell may still come to. */
export class VariantBudget {
  private nodes = MOST_NODES;
  private characters = MOST_CHARACTERS;

  /** @throws ValueTooLarge */
  take(nodes: number, characters: number): void {
    this.nodes -= nodes;
    this.characters -= characters;
    if (this.nodes < 0 || this.characters < 0) throw new ValueTooLarge();
  }
}

const timeUtc = { micros: timestampText('MICROS', true), nanos: timestampText('NANOS', true) };
const timeLocal = { micros: timestampText('MICROS', false), nanos: timestampText('NANOS', false) };
const decoder = new TextDecoder();

/** A decimal as a number where that is the same, else as its text. */
export function numberOrText(text: string): number | string {
  return text.replace(/\D/g, '').length <= EXACT_DIGITS ? Number(text) : text;
}

/**
 * Decodes a value of type VARIANT (Parquet format, VariantEncoding.md) for JSON: times, and numbers that a double does not hold, as text. Each value within it
 * stands on bytes of its own where writers made it; offsets that share them could make a few hundred bytes into any number of values, so that there may be no
 * more values than bytes.
 *
 * @throws PageError where it is none, ValueTooLarge beyond the budget, TooDeepError
 */
export function variantOf(metadata: Uint8Array, value: Uint8Array, budget: VariantBudget): unknown {
  return new VariantReader(new Keys(metadata, budget), value, budget).read(0, 0);
}

/** Whole number of one to four bytes, the lowest first. */
function unsigned(bytes: Uint8Array, at: number, width: number): number {
  if (at + width > bytes.length) throw new PageError('cut');
  let number = 0;
  for (let i = 0; i < width; i++) number += bytes[at + i]! * 256 ** i;
  return number;
}

/** The names of fields, by number. */
class Keys {
  private readonly width: number;
  private readonly count: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly budget: VariantBudget,
  ) {
    const head = unsigned(bytes, 0, 1);
    if ((head & 0x0f) !== 1) throw new PageError('variant of another version');
    this.width = (head >> 6) + 1;
    this.count = unsigned(bytes, 1, this.width);
  }

  at(id: number): string {
    const { bytes, width, count } = this;
    if (id >= count) throw new PageError('key of no name');
    const place = 1 + width * (id + 1);
    const base = 1 + width * (count + 2);
    const [start, end] = [unsigned(bytes, place, width), unsigned(bytes, place + width, width)];
    if (start > end || base + end > bytes.length) throw new PageError('cut');
    this.budget.take(0, end - start);
    return decoder.decode(bytes.subarray(base + start, base + end));
  }
}

class VariantReader {
  private readonly view: DataView;
  private left: number;

  constructor(
    private readonly keys: Keys,
    private readonly bytes: Uint8Array,
    private readonly budget: VariantBudget,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.left = bytes.length;
  }

  read(at: number, depth: number): unknown {
    if (depth > DEEPEST) throw new TooDeepError();
    if (--this.left < 0) throw new PageError('values that share bytes');
    this.budget.take(1, 0);
    const head = unsigned(this.bytes, at, 1);
    const kind = head >> 2;
    switch (head & 3) {
      case 0:
        return this.primitive(kind, at + 1);
      case 1:
        return this.text(at + 1, kind);
      case 2:
        return this.object(kind, at + 1, depth);
      default:
        return this.list(kind, at + 1, depth);
    }
  }

  private object(head: number, at: number, depth: number): unknown {
    const [offsetWidth, idWidth, countWidth] = [(head & 3) + 1, ((head >> 2) & 3) + 1, (head >> 4) & 1 ? 4 : 1];
    const count = unsigned(this.bytes, at, countWidth);
    const ids = at + countWidth;
    const offsets = ids + count * idWidth;
    const values = offsets + (count + 1) * offsetWidth;
    const fields = Object.create(null) as Record<string, unknown>;
    for (let i = 0; i < count; i++) {
      const key = this.keys.at(unsigned(this.bytes, ids + i * idWidth, idWidth));
      fields[key] = this.read(values + unsigned(this.bytes, offsets + i * offsetWidth, offsetWidth), depth + 1);
    }
    return fields;
  }

  private list(head: number, at: number, depth: number): unknown {
    const [offsetWidth, countWidth] = [(head & 3) + 1, (head >> 2) & 1 ? 4 : 1];
    const count = unsigned(this.bytes, at, countWidth);
    const offsets = at + countWidth;
    const values = offsets + (count + 1) * offsetWidth;
    const list: unknown[] = [];
    for (let i = 0; i < count; i++) {
      list.push(this.read(values + unsigned(this.bytes, offsets + i * offsetWidth, offsetWidth), depth + 1));
    }
    return list;
  }

  /** The table of primitive types. */
  private primitive(type: number, at: number): unknown {
    const { view } = this;
    switch (type) {
      case 0:
        return null;
      case 1:
      case 2:
        return type === 1;
      case 3:
        return view.getInt8(at);
      case 4:
        return view.getInt16(at, true);
      case 5:
        return view.getInt32(at, true);
      case 6:
        return wholeOrText(view.getBigInt64(at, true));
      case 7:
        return view.getFloat64(at, true);
      case 8:
        return numberOrText(decimalText(BigInt(view.getInt32(at + 1, true)), view.getUint8(at)));
      case 9:
        return numberOrText(decimalText(view.getBigInt64(at + 1, true), view.getUint8(at)));
      case 10:
        return numberOrText(decimalText((view.getBigInt64(at + 9, true) << 64n) | view.getBigUint64(at + 1, true), view.getUint8(at)));
      case 11:
        return isoDay(view.getInt32(at, true));
      case 12:
        return timeUtc.micros(view.getBigInt64(at, true));
      case 13:
        return timeLocal.micros(view.getBigInt64(at, true));
      case 14:
        return shortestFloat(view.getFloat32(at, true));
      case 15:
        return plainText(this.part(at + 4, view.getUint32(at, true)));
      case 16:
        return this.text(at + 4, view.getUint32(at, true));
      case 17:
        return clock(Number(view.getBigInt64(at, true)), MICROSECONDS);
      case 18:
        return timeUtc.nanos(view.getBigInt64(at, true));
      case 19:
        return timeLocal.nanos(view.getBigInt64(at, true));
      case 20:
        return uuidText(this.part(at, 16));
      default:
        throw new PageError('value of no type');
    }
  }

  private text(at: number, length: number): string {
    return decoder.decode(this.part(at, length));
  }

  private part(at: number, length: number): Uint8Array {
    if (at + length > this.bytes.length) throw new PageError('cut');
    this.budget.take(0, length);
    return this.bytes.subarray(at, at + length);
  }
}

const wholeOrText = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value.toString());

function uuidText(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
