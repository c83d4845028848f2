import type { DirtSettings } from '../../protocol/cleaning';
import { FLAG } from '../../protocol/events';
import type { RawRows } from '../raw-rows';
import type { ChangeLog } from './changes';
import { nearestDonors } from './neighbours';

const encoder = new TextEncoder();

/** How many of the kept rows have no category; none where the file has no such column. */
export function countWithoutCategory(raw: RawRows, kept: Uint32Array): number {
  const codes = raw.category?.codes.data;
  if (codes === undefined) return 0;
  // Without branches: where some rows have one and some none, the processor guesses wrong at every other row. Codes are negative where there is none.
  let found = 0;
  for (let i = 0; i < kept.length; i++) found += codes[kept[i]!]! >>> 31;
  return found;
}

/** These rows. */
export function withoutCategory(raw: RawRows, kept: Uint32Array): Uint32Array {
  const rows = new Uint32Array(countWithoutCategory(raw, kept));
  const codes = raw.category?.codes.data;
  if (codes === undefined) return rows;
  for (let i = 0, at = 0; at < rows.length; i++) {
    rows[at] = kept[i]!;
    at += codes[kept[i]!]! >>> 31;
  }
  return rows;
}

/**
 * Gives rows without a category one: the most frequent, a constant, or the one that most of the nearest rows have (of the same item where there
 * are enough of them). Of equally frequent ones the one that came first in the file.
 *
 * @param gaps rows among `kept` without one
 * @returns the rows that were filled
 */
export async function fillCategories(
  raw: RawRows,
  kept: Uint32Array,
  gaps: Uint32Array,
  { method, constant }: DirtSettings['missing']['category'],
  changes: ChangeLog,
  pause: () => Promise<void>,
): Promise<readonly number[]> {
  const { category } = raw;
  if (category === null || gaps.length === 0) return [];
  const codes = category.codes.data;
  const filled: number[] = [];
  const set = (row: number, code: number) => {
    codes[row] = code;
    raw.flags.data[row]! |= FLAG.categoryFilled;
    changes.category.set(raw.line.data[row]!, category.dictionary.name(code));
    filled.push(row);
  };
  if (method === 'constant' && constant.trim() !== '') {
    const bytes = encoder.encode(constant.trim());
    const code = category.dictionary.encode(bytes, 0, bytes.length);
    gaps.forEach((row) => set(row, code));
  } else if (method === 'mode') {
    const known = kept.filter((row) => codes[row]! >= 0);
    if (known.length > 0) {
      const code = mostFrequent(Array.from(known, (row) => codes[row]!));
      gaps.forEach((row) => set(row, code));
    }
  } else if (method === 'neighbours') {
    const column = (data: Float64Array) => Float64Array.from(kept, (row) => data[row]!);
    const coded = (data: Int32Array) => Int32Array.from(kept, (row) => data[row]!);
    const likeness = {
      figures: [raw.time, raw.value, raw.quantity].flatMap((list) => (list === null ? [] : [column(list.data)])),
      codes: [coded(raw.user.codes.data)],
      first: raw.item && coded(raw.item.codes.data),
    };
    const places = Uint32Array.from(kept.keys());
    const isKnown = (place: number) => codes[kept[place]!]! >= 0;
    const donors = places.filter(isKnown);
    const open = places.filter((place) => !isKnown(place));
    const of = coded(codes);
    await nearestDonors(
      likeness,
      donors,
      open,
      (place, nearest) => set(kept[place]!, mostFrequent(nearest.map((donor) => of[donor]!))),
      pause,
    );
  }
  return filled;
}

/** Of the codes, which count from 0 by first appearance in the file. */
export function mostFrequent(codes: Iterable<number>): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best))[0];
}
