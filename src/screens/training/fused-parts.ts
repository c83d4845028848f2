import type { TFunction } from 'i18next';
import type { FusedColumn, FusedParts } from '../../../workers/protocol/model';
import type { ColumnRole, MappingRecipe } from '../../../workers/protocol/recipe';
import { clip, type Format } from '../../i18n/format';

/** How the file and the tables joined to it are read. */
export interface Read {
  readonly mapping: MappingRecipe;
  readonly joined?: readonly { readonly mapping: MappingRecipe }[] | undefined;
}

const columnWith = ({ columns }: MappingRecipe, role: ColumnRole) => columns.find((column) => column.role === role)?.name;
const tableOf = ({ mapping, joined = [] }: Read, kind: 'users' | 'items') =>
  mapping.kind === kind ? mapping : joined.findLast((table) => (table.mapping.kind ?? 'users') === kind)?.mapping;

/** What says something of users beside their events: a table of them, or columns of the events that never change. */
const attributesOf = (read: Read) => (tableOf(read, 'users') ?? read.mapping).attributes ?? [];

/** The columns that a fused encoder will be given, as far as the mapping tells: whether names are words is known once they are read. */
export function expectedParts(read: Read): FusedParts {
  const { mapping } = read;
  const items = tableOf(read, 'items');
  const texts: FusedColumn[] = [];
  const add = (of: FusedColumn['of'], there: string | undefined) => there !== undefined && texts.push({ of });
  if (columnWith(mapping, 'title')) texts.push({ of: 'title' });
  else add(items?.title ? 'item-title' : 'item', items?.title ?? columnWith(mapping, 'item'));
  add('category', columnWith(mapping, 'category') ?? (items && columnWith(items, 'category')));
  add('brand', items?.brand);
  for (const { name, as } of items?.attributes ?? []) if (as === 'category' || as === 'text') texts.push({ of: 'item-column', name });
  add('text', columnWith(mapping, 'text'));
  for (const { name, as, label } of attributesOf(read)) if (as === 'text' && label !== true) texts.push({ of: 'profile', name });
  return { events: mapping.kind !== 'users', texts };
}

/** What takes part in a fused encoder, in words, each column by its name. @param features how many there are, where that is known */
export function fusedPartsWords(read: Read, parts: FusedParts, features: number | null, t: TFunction, format: Format): string {
  const attributes = attributesOf(read).filter(({ as, label }) => as !== 'ignore' && as !== 'text' && label !== true).length;
  const ofUsers =
    features === null
      ? t('training.fused.features')
      : t('training.fused.featuresCount', { number: format.number(features), count: features });
  const words = [
    attributes === 0 ? ofUsers : t('training.fused.with', { features: ofUsers, number: format.number(attributes), count: attributes }),
    ...(parts.events ? [t('training.fused.events')] : []),
    ...parts.texts.map((column) => t(`training.fused.texts.${column.of}`, { column: clip(nameOf(read, column), 40) })),
  ];
  return t('training.fused.takePart', { parts: format.list(words) });
}

function nameOf(read: Read, { of, name }: FusedColumn): string {
  const { mapping } = read;
  const items = tableOf(read, 'items');
  switch (of) {
    case 'item-title':
      return items?.title ?? '';
    case 'brand':
      return items?.brand ?? '';
    case 'item-column':
    case 'profile':
      return name ?? '';
    default:
      return columnWith(mapping, of) ?? (items && columnWith(items, of)) ?? '';
  }
}
