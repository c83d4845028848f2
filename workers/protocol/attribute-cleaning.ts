import * as v from 'valibot';
import { CATEGORY_FILLS, NUMBER_FILLS, type DirtTouches } from './cleaning';
import type { AttributeRecipe } from './recipe';

/**
 * What becomes of users without a value of an attribute. `default`, and where nothing is said: it stays missing, and its features stand at their middle there.
 * `drop` leaves the row out; all others write a value.
 */
export const AttributeFillSchema = v.object({
  method: v.picklist(NUMBER_FILLS),
  /** For `constant`: a figure of a number, a name of a category. */
  constant: v.optional(v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(200))])),
});
export type AttributeFill = v.InferOutput<typeof AttributeFillSchema>;
export type FillMethod = AttributeFill['method'];

const OF_FIGURES = NUMBER_FILLS.filter((method) => method !== 'constant');
const NONE_MADE_UP: readonly FillMethod[] = ['default', 'drop'];

/** The methods that the gaps of an attribute can be treated by. Dates and bands are filled as figures; an outcome is never made up. */
export function fillMethods({ as, label }: Pick<AttributeRecipe, 'as' | 'label'>): readonly FillMethod[] {
  if (label === true) return NONE_MADE_UP;
  if (as === 'number') return NUMBER_FILLS;
  if (as === 'date' || as === 'ordered') return OF_FIGURES;
  return as === 'category' ? CATEGORY_FILLS : [];
}

/** The fill of an attribute, as far as its kind allows for it. */
export function fillOf({ missing = { method: 'default' }, ...attribute }: AttributeRecipe): AttributeFill {
  return fillMethods(attribute).includes(missing.method) ? missing : { method: 'default' };
}

/** What was done about dirt in a table of users. */
export interface AttributeDirt {
  /** Attributes that users lack, in the order of the table: of how many, and how many of those that are kept were given a value. */
  readonly gaps: readonly { readonly name: string; readonly rows: number; readonly filled: number }[];
  /** Rows that each way with outliers touches or would touch; null where counting takes long and nobody has chosen it. */
  readonly touches: Pick<DirtTouches, 'clip' | 'zScore' | 'isolation'>;
  /** Kept rows with a number that was clipped. */
  readonly clipped: number;
  /** Rows that repeat an earlier one in every column; null where rows have an id, by which they are told apart. */
  readonly repeated: number | null;
}
