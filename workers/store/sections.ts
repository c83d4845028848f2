import { DamageError } from './damage';

/** The columns that a part's bytes may hold, by the name under which its head lists them. */
export const COLUMN_TYPES = {
  i8: Int8Array,
  u8: Uint8Array,
  c8: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
} as const;

export type ColumnType = keyof typeof COLUMN_TYPES;
export type Column = InstanceType<(typeof COLUMN_TYPES)[ColumnType]>;

/** Type and number of elements. */
export type SectionHead = readonly [ColumnType, number];

const ALIGNMENT = 8;
export const padding = (bytes: number) => -bytes & (ALIGNMENT - 1);

export function columnType(column: Column): ColumnType {
  for (const [name, type] of Object.entries(COLUMN_TYPES)) if (column instanceof type) return name as ColumnType;
  throw new TypeError(`no section for ${Object.prototype.toString.call(column)}`);
}

/** @throws DamageError where the head lists something that is no section. */
export function sectionBytes(head: unknown): { type: ColumnType; bytes: number } {
  const [type, length] = Array.isArray(head) ? (head as unknown[]) : [];
  if (typeof type !== 'string' || !Object.hasOwn(COLUMN_TYPES, type)) throw new DamageError('unknown section');
  if (!(typeof length === 'number' && Number.isSafeInteger(length) && length >= 0)) throw new DamageError('section length');
  return { type: type as ColumnType, bytes: length * COLUMN_TYPES[type as ColumnType].BYTES_PER_ELEMENT };
}
