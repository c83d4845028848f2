import { Packing } from '../../math/packing';
import { NO_NAME, ownCode, type PackedNames } from '../dictionary';
import type { Growable } from '../growable';
import type { NotedRows } from '../noted-rows';
import type { CodedRows, RawRows } from '../raw-rows';
import type { TailBlock } from '../tail-rows';

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

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
  /** That of all columns. */
  readonly memory: ArrayBuffer;
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
  /** Two hashes a row: duplicates are still among the rows. */
  readonly hashes: Int32Array;
  readonly rejectedLine: Uint32Array;
  readonly rejectedReason: Uint8Array;
  readonly rejectedTime: Float64Array;
  readonly badDate: string | null;
  readonly stray: NotedBlock;
  readonly undecodable: NotedBlock;
  readonly tail: TailBlock;
}

/**
 * A copy: the rows may be cleared after.
 *
 * @param hashes of the rows, two numbers each
 * @param spare memory of a block that is not needed any more
 */
export function blockOf(raw: RawRows, hashes: Growable<Int32Array>, spare?: ArrayBuffer): RowBlock {
  const columns = [...raw.columns(), raw.rejectedLine, raw.rejectedReason, raw.rejectedTime, hashes];
  const packing = new Packing(
    columns.map((list): Column => list.data.subarray(0, list.length)),
    spare,
  );
  const copied = <A extends Column>({ data, length }: Growable<A>) => packing.copy(data.subarray(0, length) as A);
  const coded = ({ codes, dictionary, codesAre }: CodedRows): CodedBlock => {
    const own = copied(codes);
    if (codesAre === 'names') for (let row = 0; row < own.length; row++) if (own[row] !== NO_NAME) own[row] = ownCode(own[row]!);
    return { codes: own, names: dictionary.packed() };
  };
  return {
    memory: packing.memory,
    rowsRead: raw.rowsRead,
    missing: raw.missing.slice(),
    time: copied(raw.time),
    line: copied(raw.line),
    flags: copied(raw.flags),
    user: coded(raw.user),
    type: raw.type && coded(raw.type),
    item: raw.item && coded(raw.item),
    category: raw.category && coded(raw.category),
    order: raw.order && coded(raw.order),
    title: raw.title && coded(raw.title),
    text: raw.text && coded(raw.text),
    session: raw.session && { a: copied(raw.session.a), b: copied(raw.session.b) },
    value: raw.value && copied(raw.value),
    quantity: raw.quantity && copied(raw.quantity),
    hashes: copied(hashes),
    rejectedLine: copied(raw.rejectedLine),
    rejectedReason: copied(raw.rejectedReason),
    rejectedTime: copied(raw.rejectedTime),
    badDate: raw.badDate,
    stray: noted(raw.stray),
    undecodable: noted(raw.undecodable),
    tail: raw.tail.block(),
  };
}

function noted({ rows, line }: NotedRows): NotedBlock {
  return { rows, line };
}
