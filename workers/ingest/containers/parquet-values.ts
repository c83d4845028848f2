import type { SchemaElement } from 'hyparquet';
import { wkbToGeojson } from 'hyparquet/src/wkb.js';
import { cellOf } from './flatten';

/** The text of a column's values as hyparquet hands them over when the annotation has been taken off: see {@link rawElement}. */
export type ValueText = (value: unknown) => string;

const DAY = 86_400_000;
/** Bytes of a decimal: writers have 32 at most. Arithmetic takes time by the square of them. */
const LONGEST_DECIMAL = 64;
/** Places behind the point, on either side. */
const MOST_PLACES = 1000;
/** Bytes that are written in digits: a record may have 16 MB. */
const MOST_HEXADECIMAL = 8 << 20;
const HEXADECIMAL_PIECE = 1 << 12;
/** Bytes of a shape on a map, whose points take several times as much. */
const LARGEST_SHAPE = 4 << 20;

/** A value that would take more memory than a cell may. */
export class ValueTooLarge extends Error {}

/**
 * A column's element without its annotation, for kinds whose own conversion would lose something (a decimal becomes a double, a timestamp its microseconds
 * and whether it is UTC) or take memory for all values at once (shapes on a map), with the function that writes the values. Null for others, whose values
 * hyparquet converts.
 */
export function rawElement(element: SchemaElement): { readonly raw: SchemaElement; readonly text: ValueText } | null {
  const text = annotatedText(element);
  if (text === null) return null;
  const { converted_type: converted, logical_type: logical, ...raw } = element;
  // The text is the value; parsing it would change how its numbers stand.
  return converted === 'JSON' || logical?.type === 'JSON' ? { raw: { ...raw, converted_type: 'UTF8' }, text } : { raw, text };
}

function annotatedText({
  type,
  converted_type: converted,
  logical_type: logical,
  scale,
  type_length: length,
}: SchemaElement): ValueText | null {
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const places = logical?.type === 'DECIMAL' ? logical.scale : (scale ?? 0);
    return (value) => decimalText(value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number | bigint), places);
  }
  if (converted === 'JSON' || logical?.type === 'JSON' || converted === 'BSON' || logical?.type === 'BSON') return plainText;
  if (logical?.type === 'UUID' && length !== 16) return plainText;
  if (logical?.type === 'GEOMETRY' || logical?.type === 'GEOGRAPHY') return shapeText;
  if (converted === 'INTERVAL') return (value) => intervalText(value as Uint8Array);
  if (logical?.type === 'TIMESTAMP') return timestampText(logical.unit, logical.isAdjustedToUTC);
  // Without the newer annotation these are instants (Parquet format, LogicalTypes.md), and so are the 96 bits of older writers.
  if (converted === 'TIMESTAMP_MILLIS') return timestampText('MILLIS', true);
  if (converted === 'TIMESTAMP_MICROS') return timestampText('MICROS', true);
  if (type === 'INT96') return timestampText('NANOS', true);
  if (converted === 'DATE' || logical?.type === 'DATE') return (value) => isoDay(Number(value));
  if (logical?.type === 'TIME') return (value) => clock(Number(value), PER_SECOND[logical.unit]);
  if (converted === 'TIME_MILLIS') return (value) => clock(Number(value), PER_SECOND.MILLIS);
  if (converted === 'TIME_MICROS') return (value) => clock(Number(value), PER_SECOND.MICROS);
  if (type === 'FLOAT') return (value) => plainText(shortestFloat(value as number));
  return null;
}

const PER_SECOND = { MILLIS: 1000, MICROS: 1_000_000, NANOS: 1_000_000_000 } as const;

/** Rounded down, for times before 1970, too. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

let lastDay = Number.NaN;
let lastText = '';

/** Rows next to each other are mostly of one day. */
export function isoDay(days: number): string {
  if (days === lastDay) return lastText;
  const date = new Date(days * DAY);
  lastDay = days;
  lastText = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  return lastText;
}

/** `13:45:00`, with as many decimals as are not zero in groups of three. */
export function clock(ticks: number, perSecond: number): string {
  const seconds = Math.floor(ticks / perSecond);
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const rest = ticks % perSecond;
  return rest === 0
    ? time
    : `${time}.${String(perSecond + rest)
        .slice(1)
        .replace(/(?:000)+$/, '')}`;
}

const two = (figure: number) => (figure < 10 ? `0${figure}` : String(figure));

export function timestampText(unit: keyof typeof PER_SECOND, utc: boolean): ValueText {
  const perSecond = PER_SECOND[unit];
  const perDay = 86_400 * perSecond;
  const written = (days: number, ticks: number) => {
    const day = isoDay(days);
    return day === '' ? '' : `${day} ${clock(ticks, perSecond)}${utc ? 'Z' : ''}`;
  };
  return (value) => {
    const ticks = Number(value);
    if (Number.isSafeInteger(ticks)) {
      const days = Math.floor(ticks / perDay);
      return written(days, ticks - days * perDay);
    }
    const exact = BigInt(value as number | bigint);
    const days = floorDivide(exact, BigInt(perDay));
    return written(Number(days), Number(exact - days * BigInt(perDay)));
  };
}

/** Two's complement, most significant byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  if (bytes.length > LONGEST_DECIMAL) throw new ValueTooLarge();
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

export function decimalText(unscaled: bigint, places: number): string {
  if (Math.abs(places) > MOST_PLACES) throw new ValueTooLarge();
  if (places <= 0) return (unscaled * 10n ** BigInt(-places)).toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(places + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The number of fewest digits that is the same in 32 bits: 0.1, not 0.10000000149011612. */
export function shortestFloat(value: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A value that needs no annotation. Bytes that are no text are written in hexadecimal digits. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))) return '';
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'object' ? cellOf(nestedValue(value)) : cellOf(value);
}

function bytesText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    if (bytes.length > MOST_HEXADECIMAL) throw new ValueTooLarge();
    let text = '';
    for (let at = 0; at < bytes.length; at += HEXADECIMAL_PIECE) {
      text += Array.from(bytes.subarray(at, at + HEXADECIMAL_PIECE), (byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return text;
  }
}

/** Months, days and milliseconds, 32 bits each (Parquet format, LogicalTypes.md: INTERVAL), as ISO 8601 has durations. */
function intervalText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return `P${view.getUint32(0, true)}M${view.getUint32(4, true)}DT${view.getUint32(8, true) / 1000}S`;
}

/** A shape on a map (well-known binary) as GeoJSON. */
function shapeText(value: unknown): string {
  const bytes = value as Uint8Array;
  if (bytes.length > LARGEST_SHAPE) throw new ValueTooLarge();
  return JSON.stringify(wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }));
}

/** With what JSON has no form for as text. */
function nestedValue(value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof Uint8Array || value instanceof Date) return plainText(value);
  if (Array.isArray(value)) return value.map(nestedValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nestedValue(inner)]));
}
