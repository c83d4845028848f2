import type { MappingRecipe } from '../protocol/recipe';
import { contentText, isMissingText } from './cells';
import { clockWritingOf, type ClockWriting } from './clock-reader';
import type { Role } from './header-words';
import type { Layout } from './layout';
import { usesDecimalComma, usesPowerLetters } from './numbers';
import { hasZeroDecimals } from './profile';
import type { FoundRoles } from './role-columns';
import { typicallyFilled } from './sort-rows';

/** What the sampled rows say of how cells are written. Survives structured cloning. */
export interface SampleTraits {
  /** Roles whose ids are written `17850.0`. */
  readonly zeroDecimals: readonly Role[];
  readonly decimalComma: Readonly<Record<'value' | 'quantity', boolean>>;
  /** Roles in whose figures letters stand for powers of ten. */
  readonly lettered: Readonly<Record<'value' | 'quantity', boolean>>;
  /** Of times of day in a column of their own. */
  readonly clock: ClockWriting;
  /** Cells of a row that are filled in most rows. */
  readonly typicallyFilled: number;
}

const IDS: readonly Role[] = ['user', 'item', 'category', 'order', 'session'];

export function sampleTraits(mapping: MappingRecipe, found: FoundRoles, sample: Layout['sample']): SampleTraits {
  const decimalComma = {
    value: hasDecimalComma('value', mapping, found, sample),
    quantity: hasDecimalComma('quantity', mapping, found, sample),
  };
  const lettered = (role: 'value' | 'quantity') => usesPowerLetters(sampledCells(role, found, sample), decimalComma[role]);
  return {
    zeroDecimals: IDS.filter((role) => hasZeroDecimals(sampledCells(role, found, sample))),
    decimalComma,
    lettered: { value: lettered('value'), quantity: lettered('quantity') },
    clock: clockWritingOf(sampledCells('clock', found, sample)),
    typicallyFilled: typicallyFilled(sample),
  };
}

/** Whether the figures of a role have a decimal comma, by the mapping or else by the sample. JSON writes a point whatever other columns do. */
export function hasDecimalComma(
  role: 'value' | 'quantity',
  { decimalMark }: MappingRecipe,
  found: FoundRoles,
  sample: Layout['sample'],
): boolean {
  if (found.json.some((each) => each.role === role)) return false;
  return usesDecimalComma(sampledCells(role, found, sample), decimalMark);
}

/** Sampled cells of a role's column that are not missing, one by one, since the first may be enough; none for a key of a JSON column. */
function* sampledCells(role: Role, { columns }: FoundRoles, sample: Layout['sample']): Generator<string, void, void> {
  const column = columns[role];
  if (column === undefined) return;
  for (const row of sample) {
    const cell = contentText(row[column] ?? '');
    if (!isMissingText(cell)) yield cell;
  }
}
