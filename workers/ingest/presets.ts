import type { ColumnRole, PresetId } from '../protocol/recipe';
import { squeezedName, type Role } from './header-words';
import type { ColumnFacts } from './profile';

interface Preset {
  readonly id: PresetId;
  /** All of these headers must be there, in any order and among others; alternatives are separated by `|`. */
  readonly needs: readonly string[];
  readonly roles: Readonly<Partial<Record<Role, string>>>;
}

const PRESETS: readonly Preset[] = [
  {
    id: 'rees46',
    needs: ['event_time', 'event_type', 'product_id', 'user_id', 'user_session|category_code'],
    roles: {
      user: 'user_id',
      time: 'event_time',
      event: 'event_type',
      item: 'product_id',
      category: 'category_code|category_id',
      value: 'price',
      session: 'user_session',
    },
  },
  {
    id: 'online-retail',
    needs: ['invoice_no|invoice', 'stock_code', 'quantity', 'invoice_date', 'customer_id'],
    roles: {
      user: 'customer_id',
      time: 'invoice_date',
      item: 'stock_code',
      value: 'unit_price|price',
      quantity: 'quantity',
      order: 'invoice_no|invoice',
    },
  },
  {
    id: 'cdnow',
    needs: ['customer_id|id', 'date', 'number_of_cds|quantity', 'dollar_value|amount'],
    roles: { user: 'customer_id|id', time: 'date', quantity: 'number_of_cds|quantity', value: 'dollar_value|amount' },
  },
];

/** The names that CDNOW's columns get where the file has no header. */
export const CDNOW_COLUMNS = ['customer_id', 'date', 'number_of_cds', 'dollar_value'] as const;

export interface PresetMatch {
  readonly preset: PresetId;
  readonly roles: readonly ColumnRole[];
}

/** The well-known layout whose headers the file has, and the role of each column in it. */
export function matchPreset(names: readonly string[]): PresetMatch | null {
  const squeezed = names.map(squeezedName);
  const find = (alternatives: string) => {
    const wanted = alternatives.split('|').map(squeezedName);
    return wanted.map((name) => squeezed.indexOf(name)).find((index) => index >= 0) ?? -1;
  };
  const preset = PRESETS.find(({ needs }) => needs.every((name) => find(name) >= 0));
  if (preset === undefined) return null;
  const roles: ColumnRole[] = names.map(() => 'other');
  for (const [role, name] of Object.entries(preset.roles)) {
    const index = find(name);
    if (index >= 0) roles[index] = role as Role;
  }
  return { preset: preset.id, roles };
}

/** CDNOW as published: four columns without a header, cut by runs of spaces: id, `yyyymmdd`, whole number, amount. */
export function isHeaderlessCdnow(facts: readonly ColumnFacts[], delimiter: string): boolean {
  const [user, date, quantity, amount] = facts;
  if (delimiter !== 'spaces' || facts.length !== 4 || !user || !date || !quantity || !amount) return false;
  return user.wholeShare === 1 && date.dateFormats[0] === 'yyyymmdd' && quantity.wholeShare === 1 && amount.numericShare === 1;
}
