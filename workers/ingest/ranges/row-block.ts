import { NO_NAME, ownCode, type PackedNames } from '../dictionary';
import type { Growable } from '../growable';
import type { NotedRows } from '../noted-rows';
import type { CodedRows, RawRows } from '../raw-rows';
import type { TailBlock } from '../tail-rows';

export interface CodedBlock {
  /** Own codes: see {@link ownCode}. */
  readonly codes: Int32Array;
  /** Those that do not stand for themselves. */
  readonly names: PackedNames;
}

/** How many rows are announced, and the line of the first. */
export type NotedBlock = Pick<NotedRows, 'rows' | 'line'>;

/** The rows of one range as plain arrays that can be transferred: {@link RawRows} with the range's own dictionaries and lines. */
export interface RowBlock {
  readonly rowsRead: number;
  readonly missing: Float64Array;
  readonly time: Float64Array;
  readonly line: Uint32Array;
  readonly flags: Uint8Array;
  readonly user: CodedBlock;
  readonly type: CodedBlock | null;
  readonly item: CodedBlock | null;
  readonly category: CodedBlock | null;
  readonly order: CodedBlock | null;
  readonly title: CodedBlock | null;
  readonly text: CodedBlock | null;
  readonly session: { readonly a: Int32Array; readonly b: Int32Array } | null;
  readonly value: Float64Array | null;
  readonly quantity: Float64Array | null;
  /** Two hashes a row; null where duplicates are kept. Duplicates are still among the rows. */
  readonly hashes: Int32Array | null;
  readonly rejectedLine: Uint32Array;
  readonly rejectedReason: Uint8Array;
  readonly rejectedTime: Float64Array;
  readonly badDate: string | null;
  readonly stray: NotedBlock;
  readonly undecodable: NotedBlock;
  readonly tail: TailBlock;
}

/** A copy: the rows may be cleared after. */
export function blockOf(raw: RawRows, hashes: Int32Array | null): RowBlock {
  return {
    rowsRead: raw.rowsRead,
    missing: raw.missing.slice(),
    time: exact(raw.time),
    line: exact(raw.line),
    flags: exact(raw.flags),
    user: coded(raw.user),
    type: raw.type && coded(raw.type),
    item: raw.item && coded(raw.item),
    category: raw.category && coded(raw.category),
    order: raw.order && coded(raw.order),
    title: raw.title && coded(raw.title),
    text: raw.text && coded(raw.text),
    session: raw.session && { a: exact(raw.session.a), b: exact(raw.session.b) },
    value: raw.value && exact(raw.value),
    quantity: raw.quantity && exact(raw.quantity),
    hashes,
    rejectedLine: exact(raw.rejectedLine),
    rejectedReason: exact(raw.rejectedReason),
    rejectedTime: exact(raw.rejectedTime),
    badDate: raw.badDate,
    stray: noted(raw.stray),
    undecodable: noted(raw.undecodable),
    tail: raw.tail.block(),
  };
}

function noted({ rows, line }: NotedRows): NotedBlock {
  return { rows, line };
}

function coded({ codes, dictionary, codesAre }: CodedRows): CodedBlock {
  const own = exact(codes);
  if (codesAre === 'names') for (let row = 0; row < own.length; row++) if (own[row] !== NO_NAME) own[row] = ownCode(own[row]!);
  return { codes: own, names: dictionary.packed() };
}

function exact<A extends Float64Array | Int32Array | Uint32Array | Uint8Array>({ data, length }: Growable<A>): A {
  return data.slice(0, length) as A;
}
