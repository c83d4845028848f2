import type { EventTable } from '../../protocol/events';
import type { AttributesSupport, AttributeSupport } from '../../protocol/features';
import type { AttributeColumn, JoinedUsers } from '../../protocol/tables';
import { featureIds } from '../type-ids';
import { DAY_MS, type FeatureDefinition, type FeatureSet } from '../feature-set';

/** A feature without its id, which depends on the others' names. */
interface Slot {
  /** What the id is made of. */
  readonly names: readonly string[];
  readonly definition: Omit<FeatureDefinition, 'id'>;
  /** By row of the user table; −1 for users without one. */
  readonly value: (row: number) => number;
}

/**
 * What is known of a user beside the events, whatever the window.
 *
 * - A number is itself; of a date, the days from it to the latest one of its column; of ordered values the place among them, from 1.
 * - Of a category each frequent value has an indicator, and all others share one. The indicators of a category are scaled by one deviation,
 *   √Σp(1−p), so that all of them together have variance 1 as a number has, and any two values are equally far apart.
 * - A missing number is given the median, a missing category the mean of each indicator, which is no value at all. Where many users lack a
 *   profile, or one of its values, that is a feature, too, also where cleaning has filled the value.
 *
 * @throws Error where the table lacks a column of `support`
 */
export function attributeSet(events: EventTable, support: AttributesSupport | undefined): FeatureSet | null {
  const { attributes, userOffsets } = events;
  if (!support || !attributes) return null;
  const slots = support.columns.flatMap((column) => columnSlots(column, columnNamed(attributes, column.name)));
  if (support.profileFlag)
    slots.push(flag('profile_missing', ['profile'], undefined, 'the user has no row in the user table', (row) => row < 0));
  const ids = featureIds(
    'attr_',
    slots.map(({ names }) => names.join(' ')),
  );
  let user = 0;
  return {
    definitions: slots.map(({ definition }, i) => ({ id: ids[i]!, ...definition })),
    compute(lo, _hi, _span, out, at) {
      if (!(userOffsets[user]! <= lo && lo < userOffsets[user + 1]!)) user = userOfRow(userOffsets, lo);
      const row = attributes.rowOf[user]!;
      for (let i = 0; i < slots.length; i++) out[at + i] = slots[i]!.value(row);
    },
  };
}

/** The user whose rows hold `row`. */
function userOfRow(userOffsets: Uint32Array, row: number): number {
  let low = 0;
  let high = userOffsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (userOffsets[middle]! <= row) low = middle;
    else high = middle;
  }
  return low;
}

function columnNamed({ table }: JoinedUsers, name: string): AttributeColumn {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`the users have no attribute ${name}`);
  return column;
}

type Description = Pick<FeatureDefinition, 'key' | 'unit' | 'fill' | 'formula'> & Partial<Pick<FeatureDefinition, 'param' | 'category'>>;

const defined = (description: Description): Slot['definition'] => ({ group: 'profile', ages: 'never', ...description });

function flag(key: string, names: readonly string[], param: string | undefined, holds: string, value: (row: number) => boolean): Slot {
  const named = param === undefined ? {} : { param };
  const definition = defined({ key, ...named, unit: 'flag', fill: 'zero', formula: `1 where ${holds}, else 0` });
  return { names: [...names, 'missing'], definition, value: (row) => (value(row) ? 1 : 0) };
}

function columnSlots(support: AttributeSupport, column: AttributeColumn): Slot[] {
  const slots = support.as === 'category' ? indicators(support, column) : [figure(support, column)];
  if (!support.flag) return slots;
  const { name } = support;
  const { values, coded, filled } = column;
  const lacks = (row: number) => row >= 0 && (filled?.[row] === 1 || (values ? Number.isNaN(values[row]!) : coded!.codes[row]! < 0));
  return [...slots, flag('attribute_missing', [name], name, `the user has a row without a value of “${name}” in the file`, lacks)];
}

function figure({ name, as, levels, latest }: AttributeSupport, { values, coded }: AttributeColumn): Slot {
  const known = (value: (row: number) => number) => (row: number) => (row < 0 ? Number.NaN : value(row));
  if (as === 'ordered') {
    const place = new Map(levels.map((level, i) => [level, i + 1]));
    const rankOf = Float64Array.from(coded!.names, (level) => place.get(level) ?? Number.NaN);
    return {
      names: [name],
      definition: defined({
        key: 'attribute_rank',
        param: name,
        unit: 'rank',
        fill: 'median',
        formula: `place of “${name}” among its ${levels.length} values, from 1 (“${levels[0]}”) to ${levels.length} (“${levels.at(-1)}”)`,
      }),
      value: known((row) => (coded!.codes[row]! < 0 ? Number.NaN : rankOf[coded!.codes[row]!]!)),
    };
  }
  const dated = as === 'date';
  return {
    names: dated ? [name, 'days'] : [name],
    definition: defined({
      key: dated ? 'attribute_days' : 'attribute_number',
      param: name,
      unit: dated ? 'days' : 'number',
      fill: 'median',
      formula: dated ? `days from “${name}” to the latest date of that column` : `“${name}” as the user table has it`,
    }),
    value: known(dated ? (row) => (latest - values![row]!) / DAY_MS : (row) => values![row]!),
  };
}

function indicators({ name, levels, other }: AttributeSupport, { coded }: AttributeColumn): Slot[] {
  const { codes, names } = coded!;
  const slotOf = new Map(levels.map((level, i) => [level, i]));
  const slots = Int16Array.from(names, (level) => slotOf.get(level) ?? levels.length);
  const indicator = (slot: number) => (row: number) => {
    const code = row < 0 ? -1 : codes[row]!;
    return code < 0 ? Number.NaN : slots[code] === slot ? 1 : 0;
  };
  const scaled = `scaled with the other values of “${name}” by √Σp(1−p)`;
  const told = levels.map((level, slot): Slot => ({
    names: [name, level],
    definition: defined({
      key: 'attribute_is',
      param: `${name}: ${level}`,
      unit: 'share',
      fill: 'mean',
      category: name,
      formula: `1 where “${name}” is “${level}”, else 0; ${scaled}`,
    }),
    value: indicator(slot),
  }));
  if (!other) return told;
  const definition = defined({
    key: 'attribute_rest',
    param: name,
    unit: 'share',
    fill: 'mean',
    category: name,
    formula: `1 where “${name}” is none of its ${levels.length} frequent values, else 0; ${scaled}`,
  });
  return [...told, { names: [name, 'other'], definition, value: indicator(levels.length) }];
}
