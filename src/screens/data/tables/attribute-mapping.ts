import type { AttributeFill } from '../../../../workers/protocol/attribute-cleaning';
import type { OutlierSettings } from '../../../../workers/protocol/cleaning';
import type { FilePreview } from '../../../../workers/protocol/ingest';
import type { AttributeKind, AttributeRecipe, MappingRecipe } from '../../../../workers/protocol/recipe';

/** What a column of a table of users is: its id, or what it says of the user. */
export type ColumnMeaning = AttributeKind | 'user';

export function meaningOf(mapping: MappingRecipe, name: string): ColumnMeaning {
  if (mapping.columns.some((column) => column.name === name && column.role === 'user')) return 'user';
  return attributeOf(mapping, name)?.as ?? 'ignore';
}

export function attributeOf(mapping: MappingRecipe, name: string): AttributeRecipe | undefined {
  return mapping.attributes?.find((attribute) => attribute.name === name);
}

/** The mapping after one column was given another meaning. There is one user id at most. */
export function withMeaning(preview: FilePreview | null, mapping: MappingRecipe, name: string, meaning: ColumnMeaning): MappingRecipe {
  const columns = mapping.columns.map((column) => ({
    ...column,
    role:
      column.name === name
        ? meaning === 'user'
          ? ('user' as const)
          : ('other' as const)
        : meaning === 'user'
          ? ('other' as const)
          : column.role,
  }));
  const as = meaning === 'user' ? 'ignore' : meaning;
  const index = preview?.columns.findIndex((column) => column.name === name) ?? -1;
  const format = preview?.dateFormats[index]?.[0];
  const mark = proposedMark(preview, name);
  const attribute: AttributeRecipe = {
    name,
    as,
    label: false,
    ...(as === 'date' && format ? { dateFormat: format } : {}),
    ...(as === 'number' ? { decimalMark: mark ?? '.' } : {}),
  };
  return { ...mapping, columns, attributes: put(mapping, attribute) };
}

/** The mapping with a column as an outcome, or as a feature again. */
export function withOutcome(mapping: MappingRecipe, name: string, label: boolean): MappingRecipe {
  const attribute = attributeOf(mapping, name);
  return attribute ? { ...mapping, attributes: put(mapping, { ...attribute, label }) } : mapping;
}

/** The mapping with how a column's dates, or its decimals, are written. */
export function withWriting(
  mapping: MappingRecipe,
  name: string,
  writing: Pick<AttributeRecipe, 'dateFormat' | 'decimalMark'>,
): MappingRecipe {
  const attribute = attributeOf(mapping, name);
  return attribute ? { ...mapping, attributes: put(mapping, { ...attribute, ...writing }) } : mapping;
}

/** The mark before decimals that was found for a column, where that is not simply the point. */
export function proposedMark(preview: FilePreview | null, name: string): AttributeRecipe['decimalMark'] {
  return preview?.tables && attributeOf(preview.tables.mappings.users, name)?.decimalMark;
}

/** The mapping with what becomes of gaps in a column. What is at its default is not said, so that the recipe is that of before. */
export function withFill(mapping: MappingRecipe, name: string, fill: AttributeFill): MappingRecipe {
  const attribute = attributeOf(mapping, name);
  if (!attribute) return mapping;
  const { missing: _, ...rest } = attribute;
  return { ...mapping, attributes: put(mapping, fill.method === 'default' ? rest : { ...rest, missing: fill }) };
}

export function withOutliers(mapping: MappingRecipe, outliers: OutlierSettings): MappingRecipe {
  const { outliers: _, ...rest } = mapping;
  return outliers.method === 'keep' ? rest : { ...rest, outliers };
}

export function withRepeated(mapping: MappingRecipe, dropped: boolean): MappingRecipe {
  const { dropRepeated: _, ...rest } = mapping;
  return dropped ? { ...rest, dropRepeated: true } : rest;
}

function put({ attributes = [] }: MappingRecipe, attribute: AttributeRecipe): AttributeRecipe[] {
  const known = attributes.some(({ name }) => name === attribute.name);
  return known ? attributes.map((each) => (each.name === attribute.name ? attribute : each)) : [...attributes, attribute];
}

/** The meaning that Shoal proposed. */
export function proposedMeaning(preview: FilePreview, index: number): ColumnMeaning {
  const { tables, columns } = preview;
  return tables ? meaningOf(tables.mappings.users, columns[index]!.name) : 'ignore';
}
