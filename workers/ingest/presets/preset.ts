import type { MappingRecipe, PresetId } from '../../protocol/recipe';
import type { Role } from '../header-words';

/**
 * A layout that a known system writes, as a table. Names are compared without case, blanks, punctuation and brackets; `a|b` are alternatives,
 * the preferred first; a name that ends in `*` is a beginning.
 */
export interface Preset {
  readonly id: PresetId;
  /** All of these must be there, in any order and among others. */
  readonly needs: readonly string[];
  /** Of these, which other files lack, at least `least` (1). */
  readonly marks: readonly string[];
  readonly least?: number;
  /** Of several columns that are there, the first that is nearly always filled is taken, else the one that is filled most. */
  readonly roles: Readonly<Partial<Record<Exclude<Role, 'value'>, string>>>;
  /** The column with the money, by what it means; the first that is there. `unit` needs a quantity, too. */
  readonly value?: readonly { readonly header: string; readonly is: MappingRecipe['valueIs'] }[];
  /** The system adds columns of the shop's own, so that roles which are still free may be among them. */
  readonly open?: boolean;
  /** Event types and order states that the system has, whether or not the sample holds them. */
  readonly purchaseTypes?: readonly string[];
  readonly cancelled?: readonly string[];
  readonly unpaid?: readonly string[];
  readonly cancelPrefix?: string;
  readonly fillDown?: boolean;
  readonly relativeTime?: { readonly number: string; readonly weekday: string; readonly hour: string };
  /** Where all of the system's times are of one place although they are counted in UTC. */
  readonly timeZone?: string;
  /** Users are told apart by their names, where nothing better is there. */
  readonly namesAsUsers?: boolean;
  /** A row is a visit, not an event. */
  readonly visits?: boolean;
}
